const encoder = new TextEncoder();

const CONTROL = /[\p{Cc}\u2028\u2029]+/gu;

/** The size of a string in JSON, in bytes, without its quotes. */
export function jsonBytes(text: string): number {
  return encoder.encode(JSON.stringify(text)).length - 2;
}

/** One line of at most `bytes` bytes of JSON, cut between characters with an ellipsis. */
export function clip(text: string, bytes: number): string {
  const line = text.slice(0, bytes).toWellFormed().replace(CONTROL, " ").trim();
  if (line.length === text.trim().length && jsonBytes(line) <= bytes) return line;
  const characters = [...line];
  let size = 3;
  let kept = 0;
  for (const character of characters) {
    size += jsonBytes(character);
    if (size > bytes) break;
    kept++;
  }
  return `${characters.slice(0, kept).join("").trimEnd()}…`;
}
