/** Names like the BOMs of UTF-8 and UTF-16. */
const UTF8_MARK = [0xef, 0xbb, 0xbf];
/** So many bytes tell UTF-16 apart: more cost time and say no more. */
const SAMPLE_BYTES = 4096;

/**
 * The kind of UTF-16 that bytes are in, by their mark, or without one by their zeros and by what
 * they come to: text without control characters.
 * @returns null where they aren't UTF-16
 */
export function looksUtf16(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const sample = bytes.subarray(0, Math.min(bytes.length, SAMPLE_BYTES) & ~1);
  // In any script the spaces, line ends and digits of UTF-16 have a byte of zeros.
  const zeros = [0, 0];
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2]++;
  if (bytes.length % 2 === 1 || zeros[0] === zeros[1]) return null;
  const encoding = zeros[1] > zeros[0] ? "utf-16le" : "utf-16be";
  return isText(new TextDecoder(encoding).decode(sample)) ? encoding : null;
}

/** Control characters that no text has, but for the escapes of Japanese mail. */
export function isBinary(bytes: Uint8Array): boolean {
  if (startsWith(bytes, UTF8_MARK)) return false;
  return bytes.some((byte, at) => isControl(byte) && !isEscape(bytes, at));
}

function isText(text: string): boolean {
  // A pair cut in two at the end of the sample is no fault.
  return !/[^\P{Cc}\t\n\f\r]|[\p{Cn}\ufffd](?!$)/u.test(text);
}

function isControl(byte: number): boolean {
  return byte < 0x20 ? byte < 9 || byte > 13 : byte === 0x7f;
}

/** ISO-2022 switches its alphabets by ESC ( and ESC $. */
function isEscape(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x1b && (bytes[at + 1] === 0x28 || bytes[at + 1] === 0x24);
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte);
}
