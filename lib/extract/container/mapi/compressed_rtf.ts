import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { MAX_DOCUMENT_BYTES } from "@/lib/wire/upload.ts";

/** "LZFu", and "MELA": it isn't compressed after all. */
const COMPRESSED = 0x75465a4c;
const PLAIN = 0x414c454d;
const HEADER_BYTES = 16;
/** Its length counts what stands after itself. */
const UNCOUNTED = 4;

const DICTIONARY_BYTES = 4_096;
/** Its last place; the first comes after it. */
const LAST = DICTIONARY_BYTES - 1;
/** What every dictionary begins with, blanks after it. */
const START = new TextEncoder().encode(
  "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern " +
    "\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0" +
    "\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx",
);
/** Eight references of 2 bytes, with a byte before them, come to 17 bytes each, and no more. */
const MAX_RATIO = 9;

/**
 * Decompresses a body in RTF (PidTagRtfCompressed, [MS-OXRTFCP]). What its header says of its size is
 * not believed: it comes to nine times its bytes at most, and to no more than a document may have. Its
 * CRC counts where it doesn't end as such bodies do: some programs write 0, or a wrong one.
 *
 * @throws {RangeError} it is none, or cut
 * @throws {ExtractionError} too_much_inside
 */
export function decompressedRtf(bytes: Uint8Array): Uint8Array {
  if (bytes.length < HEADER_BYTES) throw damaged();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = Math.min(bytes.length, view.getUint32(0, true) + UNCOUNTED);
  const content = bytes.subarray(HEADER_BYTES, end);
  const kind = view.getUint32(8, true);
  if (kind === PLAIN) return content.subarray(0, view.getUint32(4, true));
  if (kind !== COMPRESSED) throw damaged();
  const { rtf, isWhole } = inflated(content);
  if (!isWhole && crcOf(content) !== view.getUint32(12, true)) throw damaged();
  return rtf;
}

function damaged(): RangeError {
  return new RangeError('Cannot read "RTF body": it is damaged');
}

function inflated(content: Uint8Array): { rtf: Uint8Array; isWhole: boolean } {
  const rtf = new Uint8Array(Math.min(content.length * MAX_RATIO, MAX_DOCUMENT_BYTES));
  const dictionary = new Uint8Array(DICTIONARY_BYTES).fill(0x20);
  dictionary.set(START);
  let [length, place] = [0, START.length];
  const write = (byte: number) => {
    if (length === rtf.length) throw new ExtractionError("too_much_inside");
    rtf[length++] = dictionary[place] = byte;
    place = (place + 1) & LAST;
  };
  for (let at = 0; at < content.length;) {
    const flags = content[at++];
    for (let bit = 0; bit < 8 && at < content.length; bit++) {
      if ((flags >> bit & 1) === 0) {
        write(content[at++]);
        continue;
      }
      if (at + 2 > content.length) break;
      const reference = content[at++] << 8 | content[at++];
      const from = reference >> 4;
      // It refers to what comes next: the end.
      if (from === place) return { rtf: rtf.subarray(0, length), isWhole: true };
      for (let i = 0; i < (reference & 15) + 2; i++) {
        write(dictionary[(from + i) & LAST]);
      }
    }
  }
  return { rtf: rtf.subarray(0, length), isWhole: false };
}

/** CRC-32 as there: it begins at 0 and is not turned over. Sandboxes are built without node:zlib. */
function crcOf(content: Uint8Array): number {
  let crc = 0;
  for (const byte of content) crc = TABLE[(crc ^ byte) & 255] ^ (crc >>> 8);
  return crc >>> 0;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? value >>> 1 ^ 0xedb88320 : value >>> 1;
  return value;
});
