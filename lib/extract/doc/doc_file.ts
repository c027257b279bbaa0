import { CompoundFile } from "@/lib/extract/doc/compound_file.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";

/** The marks of Word 97 and later, and of Word 6 and 95. */
const WORD_97 = 0xa5ec;
const WORD_6 = 0xa5dc;
const SAVED_FAST = 0x0004;
const ENCRYPTED = 0x0100;
const SECOND_TABLE = 0x0200;
/** Where the pairs of place and length of all tables begin (MS-DOC 2.5.1, FibRgFcLcb97). */
const PAIRS = 0x9a;

/** The tables that are read, by their place in FibRgFcLcb97. */
const TABLES = {
  styles: 1,
  headers: 11,
  characterPages: 12,
  paragraphPages: 13,
  pieces: 33,
  shapes: 40,
  boxes: 56,
} as const;

/** Where the same pairs stand in Word 6 and 95, whose tables lie in the stream of the text. */
const OLD_PAIRS: { [name in keyof typeof TABLES]?: number } = {
  characterPages: 0xb8,
  pieces: 0x160,
};

/** The parts of a document's text, in their order. */
const STORIES = [
  "body",
  "footnotes",
  "headers",
  "macros",
  "comments",
  "endnotes",
  "boxes",
  "headerBoxes",
] as const;
/** Where their lengths stand, 4 bytes each. */
const LENGTHS = 0x4c;
const OLD_LENGTHS = 0x34;

/** A part of a document's text: from and to a character. */
export interface Story {
  start: number;
  end: number;
}

/**
 * The streams of a document of Word 97 or later, and what stands where in them (MS-DOC); or of one of
 * Word 6 or 95, whose first bytes mean the same.
 */
export class DocFile {
  /** It is of Word 6 or 95. */
  readonly isOld: boolean;
  /** The stream of the text. */
  readonly main: DataView;
  readonly stories: Readonly<Record<typeof STORIES[number], Story>>;
  readonly #tables: DataView;

  /** @throws {ExtractionError} corrupt; encrypted; unsupported: no Word document */
  constructor(bytes: Uint8Array) {
    const file = new CompoundFile(bytes);
    const main = file.stream("WordDocument");
    if (main === null) {
      const locked = file.names().includes("encryptedpackage");
      throw new ExtractionError(locked ? "encrypted" : "unsupported");
    }
    this.main = viewOf(main);
    const mark = this.main.getUint16(0, true);
    this.isOld = mark === WORD_6;
    if (mark !== WORD_97 && !this.isOld) throw new ExtractionError("corrupt");
    const flags = this.main.getUint16(10, true);
    if (flags & ENCRYPTED) throw new ExtractionError("encrypted");
    const tables = this.isOld ? main : file.stream(flags & SECOND_TABLE ? "1Table" : "0Table");
    if (tables === null) throw new ExtractionError("corrupt");
    this.#tables = viewOf(tables);
    this.stories = this.#readStories();
  }

  /** A table; empty where there is none. */
  table(name: keyof typeof TABLES): DataView {
    const at = this.isOld ? OLD_PAIRS[name] : PAIRS + TABLES[name] * 8;
    if (at === undefined) return new DataView(new ArrayBuffer(0));
    const { buffer, byteOffset, byteLength } = this.#tables;
    const start = this.main.getUint32(at, true);
    const length = this.main.getUint32(at + 4, true);
    if (length === 0) return new DataView(new ArrayBuffer(0));
    if (start + length > byteLength) throw new ExtractionError("corrupt");
    return new DataView(buffer, byteOffset + start, length);
  }

  /** Only the changes were written, after the text that was there: it lies in pieces. */
  get isSavedFast(): boolean {
    return (this.main.getUint16(10, true) & SAVED_FAST) !== 0;
  }

  #readStories(): DocFile["stories"] {
    let start = 0;
    const lengths = this.isOld ? OLD_LENGTHS : LENGTHS;
    const stories = STORIES.map((name, index) => {
      const story = { start, end: start + this.main.getUint32(lengths + index * 4, true) };
      start = story.end;
      return [name, story];
    });
    return Object.fromEntries(stories);
  }
}

/**
 * A table of places and of what stands there (MS-DOC 2.2.2, a PLC): n + 1 numbers, then n records.
 * @param size of a record, in bytes
 */
export function placesOf(table: DataView, size: number): { starts: number[]; at: number[] } {
  const count = Math.max(0, Math.floor((table.byteLength - 4) / (4 + size)));
  const starts = Array.from(
    { length: count + 1 },
    (_, index) => table.byteLength === 0 ? 0 : table.getUint32(index * 4, true),
  );
  const at = Array.from({ length: count }, (_, index) => (count + 1) * 4 + index * size);
  return { starts, at };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
