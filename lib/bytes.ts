/** The parts in a row, in a buffer of their own. */
export function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

const units = new TextDecoder("utf-16le");

/** Each byte as the character with its number. */
export function latin1(bytes: Uint8Array): string {
  return units.decode(new Uint16Array(bytes));
}
