import { MAX_PLACES } from "@/lib/extract/document/limits.ts";
import { around, type Box } from "@/lib/extract/pdf/matrix.ts";

/** A piece of a page's text. */
export interface PlacedPiece {
  text: string;
  /** From 0. */
  page: number;
  box: Box;
}

/** Where a line of a text stands, or a part of it that a page breaks off. */
export interface LinePlace {
  /** From 1. */
  line: number;
  page: number;
  box: Box;
}

/** What the text has between two pieces is contacts that links name, and the like. In letters. */
const NEAR = 2_000;
/** Shorter pieces may stand anywhere. */
const MIN_NEAR = 4;
/** Text that OCR has read of other pages is longer; so many pieces are looked for in all of it. */
const MIN_FAR = 12;
const MAX_FAR = 50;

/**
 * Finds lines of a text on the pages that it was read of, by their letters and digits alone.
 * @param wanted lines, from 1
 * @param pieces of the pages in the order in which the text has them
 */
export function linePlaces(
  text: string,
  wanted: ReadonlySet<number>,
  pieces: readonly PlacedPiece[],
): LinePlace[] {
  const { letters, starts } = lettersOf(text);
  const places: LinePlace[] = [];
  let cursor = 0;
  let far = MAX_FAR;
  for (const { text, page, box } of pieces) {
    const piece = bare(text);
    if (piece === "") continue;
    let at = near(letters, piece, cursor);
    if (at < 0 && piece.length >= MIN_FAR && far-- > 0) at = letters.indexOf(piece, cursor);
    if (at < 0) continue;
    cursor = at + piece.length;
    const line = lineAt(starts, at);
    if (wanted.has(line)) add(places, { line, page, box });
    if (places.length === MAX_PLACES) break;
  }
  return places;
}

function near(letters: string, piece: string, cursor: number): number {
  if (letters.startsWith(piece, cursor)) return cursor;
  if (piece.length < MIN_NEAR) return -1;
  const found = letters.slice(cursor, cursor + NEAR + piece.length).indexOf(piece);
  return found < 0 ? -1 : cursor + found;
}

/** Pieces of a line that stand on one baseline have one box. */
function add(places: LinePlace[], place: LinePlace): void {
  const last = places.at(-1);
  const middle = (place.box.top + place.box.bottom) / 2;
  const joins = last?.line === place.line && last.page === place.page &&
    middle < last.box.top && middle > last.box.bottom;
  if (joins) last.box = around(last.box, place.box);
  else places.push({ ...place });
}

/** A text's letters and digits, and where among them each of its lines starts. */
function lettersOf(text: string): { letters: string; starts: number[] } {
  const starts: number[] = [];
  const parts: string[] = [];
  let length = 0;
  for (const line of text.split("\n")) {
    const part = bare(line);
    starts.push(length);
    parts.push(part);
    length += part.length;
  }
  return { letters: parts.join(""), starts };
}

/** The line, from 1, that the letter at `at` is in. */
function lineAt(starts: readonly number[], at: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function bare(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, "");
}
