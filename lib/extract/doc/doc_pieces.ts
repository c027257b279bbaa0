import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { MAX_CHARACTERS } from "@/lib/extract/document/limits.ts";
import { type DocFile, placesOf, type Story } from "@/lib/extract/doc/doc_file.ts";
import { oldTextOf } from "@/lib/extract/doc/old_doc.ts";

/** Text that stands in a row in the file. */
interface Piece {
  start: number;
  end: number;
  /** Where its first character stands in the stream of the text. */
  place: number;
  /** Bytes of a character: 2 for UTF-16, else 1. */
  width: 1 | 2;
}

const COMPRESSED = 0x4000_0000;
const LATIN = new TextDecoder("windows-1252");
const UTF16 = new TextDecoder("utf-16le", { ignoreBOM: true });
/** Codes of fields and deleted text don't show, but are read. */
const MAX_READ = 4 * MAX_CHARACTERS;

/** The text of a document, which lies about its file in pieces (MS-DOC 2.4.1). */
export class DocPieces {
  readonly #main: DataView;
  readonly #pieces: readonly Piece[];
  /** Of what isn't in UTF-16. */
  readonly #narrow: TextDecoder;
  #read = 0;

  constructor(file: DocFile) {
    this.#main = file.main;
    this.#narrow = LATIN;
    if (!file.isOld) this.#pieces = piecesOf(file, compressedPlace);
    else {
      const { place, encoding, width } = oldTextOf(file);
      if (width === 1) this.#narrow = new TextDecoder(encoding);
      this.#pieces = file.isSavedFast
        ? piecesOf(file, (place) => ({ place, width }))
        : [{ start: 0, end: file.stories.headerBoxes.end, place, width }];
    }
  }

  /**
   * The characters of a story in rows that stand together in the file: their text, where in the
   * document and where in the stream it begins, and the bytes of a character.
   * @throws {ExtractionError} too_much_text; corrupt: beyond the end of the file
   */
  *textOf({ start, end }: Story): Generator<Row> {
    for (const piece of this.#pieces) {
      const from = Math.max(start, piece.start);
      const to = Math.min(end, piece.end);
      if (from >= to) continue;
      this.#read += to - from;
      if (this.#read > MAX_READ) throw new ExtractionError("too_much_text");
      const { width } = piece;
      const place = piece.place + (from - piece.start) * width;
      const bytes = (to - from) * width;
      if (place + bytes > this.#main.byteLength) throw new ExtractionError("corrupt");
      const view = new Uint8Array(this.#main.buffer, this.#main.byteOffset + place, bytes);
      yield { text: (width === 1 ? this.#narrow : UTF16).decode(view), at: from, place, width };
    }
  }
}

/** Characters that stand in a row in the file. */
export interface Row {
  text: string;
  /** The first one's number in the document. */
  at: number;
  /** The first one's byte in the stream of the text. */
  place: number;
  width: 1 | 2;
}

type Place = Pick<Piece, "place" | "width">;

/** Word 97 says by a bit whether a piece is in UTF-16, and where it would begin if it were not. */
function compressedPlace(position: number): Place {
  const byte = position & (COMPRESSED - 1);
  return position & COMPRESSED ? { place: byte >>> 1, width: 1 } : { place: byte, width: 2 };
}

/** @param placeOf what a piece's position says */
function piecesOf(file: DocFile, placeOf: (position: number) => Place): Piece[] {
  const table = pieceTable(file.table("pieces"));
  const { starts, at } = placesOf(table, 8);
  return at.map((place, index) => {
    const [start, end] = [starts[index], starts[index + 1]];
    if (end < start) throw new ExtractionError("corrupt");
    return { start, end, ...placeOf(table.getUint32(place + 2, true)) };
  });
}

/** What stands before the table of pieces are properties. */
function pieceTable(table: DataView): DataView {
  let at = 0;
  while (at < table.byteLength && table.getUint8(at) === 1) at += 3 + table.getUint16(at + 1, true);
  if (at >= table.byteLength || table.getUint8(at) !== 2) throw new ExtractionError("corrupt");
  const length = table.getUint32(at + 1, true);
  if (at + 5 + length > table.byteLength) throw new ExtractionError("corrupt");
  return new DataView(table.buffer, table.byteOffset + at + 5, length);
}
