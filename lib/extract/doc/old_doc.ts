import type { DocFile } from "@/lib/extract/doc/doc_file.ts";
import {
  encodingOfCharset,
  encodingOfLanguage,
} from "@/lib/extract/document/encoding/code_page.ts";

/** Where the first bytes of a document of Word 6 or 95 say things. */
const LANGUAGE = 6;
const FLAGS = 10;
const CHARACTERS = 0x14;
const TEXT_START = 0x18;
const TEXT_END = 0x1c;
const FONTS = 0xd0;

const OF_MACINTOSH = 256;
const IN_UTF_16 = 0x1000;
const ENGLISH = 0x09;
/** In a font's description: where its character set stands, after its length. */
const FONT_CHARSET = 4;

/** How the text of a document of Word 6 or 95 lies in its stream, where it is in one piece. */
export interface OldText {
  /** The first character's byte. */
  place: number;
  encoding: string;
  /** Bytes of a character, as places in the text count them. */
  width: 1 | 2;
}

/** Says how the text of a document of Word 6 or 95 is to be read. */
export function oldTextOf({ main, stories, isSavedFast }: DocFile): OldText {
  const place = main.getUint32(TEXT_START, true);
  const length = main.getUint32(TEXT_END, true) - place;
  const characters = stories.headerBoxes.end;
  const isWide = (main.getUint16(FLAGS, true) & IN_UTF_16) !== 0 && length >= 2 * characters;
  return isWide && !isSavedFast
    ? { place, encoding: "utf-16le", width: 2 }
    : { place, encoding: encodingOf(main), width: 1 };
}

/** By the language; where that is English, as it often is for no reason, by the fonts. */
function encodingOf(main: DataView): string {
  if (main.getUint16(CHARACTERS, true) === OF_MACINTOSH) return "macintosh";
  const language = main.getUint16(LANGUAGE, true);
  const isTold = (language & 0x3ff) > 0 && (language & 0x3ff) !== ENGLISH;
  return (isTold ? null : encodingOfFonts(main)) ?? encodingOfLanguage(language);
}

/** The encoding of the first font that is for no Western language; null where all are. */
function encodingOfFonts(main: DataView): string | null {
  const end = Math.min(
    main.byteLength,
    main.getUint32(FONTS, true) + main.getUint32(FONTS + 4, true),
  );
  for (let at = main.getUint32(FONTS, true) + 2; at + FONT_CHARSET < end;) {
    const encoding = encodingOfCharset(`${main.getUint8(at + FONT_CHARSET)}`);
    if (encoding && encoding !== "windows-1252" && encoding !== "macintosh") return encoding;
    at += main.getUint8(at) + 1;
  }
  return null;
}

/** Properties of characters in Word 6 and 95 that are read. */
export const OLD_PROPERTIES = { deleted: 65, hidden: 92, size: 99 };
/** Bytes of the operands of properties by their codes, a byte each; -1 where a byte before says it. */
const OPERANDS: Record<number, number> = {
  ...{ 65: 1, 66: 1, 67: 1, 68: -1, 69: 2, 70: 4, 71: 1, 72: 2, 73: 3, 74: -1, 75: 1, 80: 2 },
  ...{ 81: -1, 82: -1, 83: 0, 85: 1, 86: 1, 87: 1, 88: 1, 89: 1, 90: 1, 91: 1, 92: 1, 93: 2 },
  ...{ 94: 1, 95: 3, 96: 2, 97: 2, 98: 1, 99: 2, 100: 1, 101: 1, 102: 1, 103: -1, 104: 1 },
  ...{ 105: -1, 106: -1, 107: 2, 108: -1, 109: 2, 110: 2, 117: 1, 118: 1 },
};

/** Calls for each property of a list, up to its end or to one of unknown length. */
export function eachOldProperty(
  properties: DataView,
  take: (code: number, operand: DataView) => void,
): void {
  for (let at = 0; at < properties.byteLength;) {
    const code = properties.getUint8(at++);
    let size = OPERANDS[code];
    if (size === -1 && at < properties.byteLength) size = properties.getUint8(at++);
    if (size === undefined || size < 0 || at + size > properties.byteLength) return;
    take(code, new DataView(properties.buffer, properties.byteOffset + at, size));
    at += size;
  }
}
