import type { DocFile } from "@/lib/extract/doc/doc_file.ts";
import {
  characterRuns,
  eachProperty,
  paragraphRuns,
  type Run,
  runAt,
} from "@/lib/extract/doc/doc_runs.ts";
import { eachOldProperty, OLD_PROPERTIES } from "@/lib/extract/doc/old_doc.ts";

/** How characters look, as far as it decides whether they are read. */
interface CharacterLook {
  deleted: boolean;
  hidden: boolean;
  white: boolean;
  /** What a letter of a picture font stands for. */
  symbol: number | null;
}

/** What a paragraph is. */
interface ParagraphLook {
  inTable: boolean;
  /** The mark at the end of a table's row. */
  endsRow: boolean;
  inList: boolean;
}

/** Half-points: text under 3 points can't be read. */
const MIN_HALF_POINTS = 6;
const WHITE_INDEX = 8;
/** Properties by their codes (MS-DOC 2.6). */
const IS_DELETED = 0x0800;
const IS_HIDDEN = 0x083c;
const SIZE = 0x4a43;
const COLOR_INDEX = 0x2a42;
const COLOR = 0x6870;
const SYMBOL = 0x6a09;
const HIGHLIGHT = 0x2a0c;
const CHARACTER_SHADES = [0x4866, 0xca71, HIGHLIGHT];
const PARAGRAPH_SHADES = [0x442d, 0xc64d, 0xd609, 0xd612, 0xd616, 0xd60c, 0xd670, 0xd660];
const IN_TABLE = 0x2416;
const ENDS_ROW = 0x2417;
const LIST = 0x460b;

/** How the characters and paragraphs of a document of Word 97 look, by their place in its stream. */
export class DocLooks {
  readonly #characters: Run<CharacterLook>[];
  readonly #paragraphs: Run<ParagraphLook>[];
  /** Something may be behind text: then white text is taken for visible. */
  #shaded: boolean;

  constructor(file: DocFile) {
    this.#shaded = file.table("shapes").byteLength > 0 || mentionsShades(file.table("styles"));
    const { main } = file;
    const pages = file.table("characterPages");
    this.#characters = file.isOld
      ? characterRuns(main, pages, oldCharacterLook, 2)
      : characterRuns(main, pages, characterLook);
    this.#paragraphs = paragraphRuns(main, file.table("paragraphPages"), (properties) => {
      eachProperty(properties, (code) => {
        if (PARAGRAPH_SHADES.includes(code)) this.#shaded = true;
      });
      return paragraphLook(properties);
    });
  }

  /** The looks of a character, and where in the stream they end. */
  at(place: number): { look: CharacterLook | undefined; end: number } {
    const run = runAt(this.#characters, place);
    if (run !== undefined) return { look: run.says, end: run.end };
    return { look: undefined, end: nextStart(this.#characters, place) };
  }

  /** What the paragraph of a character is; in a document that was saved fast it may not be known. */
  paragraphAt(place: number): ParagraphLook | undefined {
    return runAt(this.#paragraphs, place)?.says;
  }

  /** Whether a person can't see characters that look so. */
  hides(look: CharacterLook | undefined): boolean {
    return look !== undefined && (look.hidden || (look.white && !this.#shaded));
  }
}

function characterLook(properties: DataView): CharacterLook | null {
  const look: CharacterLook = { deleted: false, hidden: false, white: false, symbol: null };
  let shaded = false;
  let tiny = false;
  eachProperty(properties, (code, operand) => {
    if (code === IS_DELETED) look.deleted = (operand.getUint8(0) & 1) === 1;
    // 0x81 says: other than the style; styles rarely hide.
    else if (code === IS_HIDDEN) look.hidden = (operand.getUint8(0) & 1) === 1;
    else if (code === SIZE) tiny = operand.getUint16(0, true) < MIN_HALF_POINTS;
    else if (code === COLOR_INDEX) look.white = operand.getUint8(0) === WHITE_INDEX;
    else if (code === COLOR) look.white = isWhite(operand.getUint32(0, true));
    else if (code === SYMBOL) look.symbol = operand.getUint16(2, true);
    else if (CHARACTER_SHADES.includes(code)) shaded = true;
  });
  look.hidden ||= tiny;
  look.white &&= !shaded;
  return look.deleted || look.hidden || look.white || look.symbol !== null ? look : null;
}

/** In Word 6 and 95; what is behind text isn't looked for there, and no colour is taken for white. */
function oldCharacterLook(properties: DataView): CharacterLook | null {
  const look: CharacterLook = { deleted: false, hidden: false, white: false, symbol: null };
  let tiny = false;
  eachOldProperty(properties, (code, operand) => {
    if (code === OLD_PROPERTIES.deleted) look.deleted = operand.getUint8(0) === 1;
    else if (code === OLD_PROPERTIES.hidden) look.hidden = (operand.getUint8(0) & 1) === 1;
    else if (code === OLD_PROPERTIES.size) tiny = operand.getUint16(0, true) < MIN_HALF_POINTS;
  });
  look.hidden ||= tiny;
  return look.deleted || look.hidden ? look : null;
}

/** Red, green and blue, 8 bits each, and 255 on top for "automatic". */
function isWhite(color: number): boolean {
  return color >>> 24 === 0 && [0, 8, 16].every((shift) => (color >>> shift & 255) >= 0xf0);
}

function paragraphLook(properties: DataView): ParagraphLook {
  const look: ParagraphLook = { inTable: false, endsRow: false, inList: false };
  eachProperty(properties, (code, operand) => {
    if (code === IN_TABLE) look.inTable = operand.getUint8(0) === 1;
    else if (code === ENDS_ROW) look.endsRow = operand.getUint8(0) === 1;
    else if (code === LIST) look.inList = operand.getUint16(0, true) !== 0;
  });
  return look;
}

/** Styles are not taken apart: a code of shading among their bytes is enough to doubt. */
function mentionsShades(styles: DataView): boolean {
  for (let at = 0; at + 2 <= styles.byteLength; at++) {
    if (PARAGRAPH_SHADES.includes(styles.getUint16(at, true))) return true;
  }
  return false;
}

/** Where looks begin that hold after a place which has none. */
function nextStart(runs: readonly Run<CharacterLook>[], place: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (runs[middle].start <= place) low = middle + 1;
    else high = middle;
  }
  return runs[low]?.start ?? Infinity;
}
