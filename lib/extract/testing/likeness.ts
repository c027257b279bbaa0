/** The words of a text as two readers are compared by: small letters, no stops at their ends. */
export function wordsOf(text: string): string[] {
  const words = text.normalize("NFKC").toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}+#.@\-/]*/gu);
  return (words ?? []).map((word) => word.replace(/[.\-/]+$/, ""));
}

/** F1 of two bags. */
export function likeness(one: readonly string[], other: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const item of one) counts.set(item, (counts.get(item) ?? 0) + 1);
  let common = 0;
  for (const item of other) {
    const left = counts.get(item) ?? 0;
    if (left > 0) common++;
    counts.set(item, left - 1);
  }
  return one.length + other.length === 0 ? 1 : (2 * common) / (one.length + other.length);
}
