const encoder = new TextEncoder();

const CONTROL = /[\p{Cc}\u2028\u2029]+/gu;

/** Characters that are a byte of JSON each: most texts are of nothing else. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** The size of a string in JSON, in bytes, without its quotes. */
export function jsonBytes(text: string): number {
  if (PLAIN.test(text)) return text.length;
  return encoder.encode(JSON.stringify(text)).length - 2;
}

/** One line of at most `bytes` bytes of JSON, cut between characters with an ellipsis. */
export function clip(text: string, bytes: number): string {
  // No character takes less than a byte, so what lies beyond can't be kept.
  const line = text.slice(0, bytes + 1).toWellFormed().replace(CONTROL, " ").trim();
  if (text.length <= bytes && jsonBytes(line) <= bytes) return line;
  let size = jsonBytes("…");
  let kept = "";
  for (const character of line) {
    size += jsonBytes(character);
    if (size > bytes) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}
