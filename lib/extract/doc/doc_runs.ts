import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { placesOf } from "@/lib/extract/doc/doc_file.ts";

const PAGE_BYTES = 512;

/** From and to which byte of the text's stream properties hold, and what they say. */
export interface Run<T> {
  start: number;
  end: number;
  says: T;
}

/** Calls for each property: its code (MS-DOC 2.2.5.1, a sprm), and where its operand begins. */
export type TakeProperty = (code: number, operand: DataView) => void;

/**
 * The runs of characters in the order of the file (MS-DOC 2.9.33, ChpxFkp).
 * @param says what a run's properties come to; null where they don't matter
 * @param numberBytes of a page's number: 2 in Word 6 and 95
 */
export function characterRuns<T>(
  main: DataView,
  pages: DataView,
  says: (properties: DataView) => T | null,
  numberBytes: 2 | 4 = 4,
): Run<T>[] {
  return runsOf(main, pageNumbers(pages, numberBytes), (page, count, index) => {
    const at = page.getUint8((count + 1) * 4 + index) * 2;
    return at === 0 ? null : says(part(page, at + 1, page.getUint8(at)));
  });
}

/** The runs of paragraphs (MS-DOC 2.9.175, PapxFkp). Before its properties stands its style. */
export function paragraphRuns<T>(
  main: DataView,
  pages: DataView,
  says: (properties: DataView) => T | null,
): Run<T>[] {
  return runsOf(main, pageNumbers(pages, 4), (page, count, index) => {
    const at = page.getUint8((count + 1) * 4 + index * 13) * 2;
    if (at === 0) return null;
    const words = page.getUint8(at);
    const [start, length] = words === 0
      ? [at + 2, page.getUint8(at + 1) * 2]
      : [at + 1, words * 2 - 1];
    return length < 2 ? null : says(part(page, start + 2, length - 2));
  });
}

/** Calls for each property of a list of them. A list that is cut ends early. */
export function eachProperty(properties: DataView, take: TakeProperty): void {
  for (let at = 0; at + 3 <= properties.byteLength;) {
    const code = properties.getUint16(at, true);
    const size = operandBytes(code, properties, at + 2);
    if (at + 2 + size > properties.byteLength) return;
    take(code, part(properties, at + 2, size));
    at += 2 + size;
  }
}

/** The run that a byte lies in; runs are in the order of their starts. */
export function runAt<T>(runs: readonly Run<T>[], place: number): Run<T> | undefined {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (runs[middle].start <= place) low = middle + 1;
    else high = middle;
  }
  const run = runs[low - 1];
  return run !== undefined && place < run.end ? run : undefined;
}

type Read<T> = (page: DataView, count: number, index: number) => T | null;

function pageNumbers(pages: DataView, bytes: 2 | 4): number[] {
  return placesOf(pages, bytes).at.map((place) =>
    bytes === 2 ? pages.getUint16(place, true) : pages.getUint32(place, true) & 0x3fffff
  );
}

function runsOf<T>(main: DataView, pages: readonly number[], read: Read<T>): Run<T>[] {
  const runs: Run<T>[] = [];
  if (pages.length > main.byteLength / PAGE_BYTES) throw new ExtractionError("corrupt");
  for (const number of pages) {
    const page = part(main, number * PAGE_BYTES, PAGE_BYTES);
    const count = page.getUint8(PAGE_BYTES - 1);
    for (let index = 0; index < count; index++) {
      const start = page.getUint32(index * 4, true);
      const end = page.getUint32(index * 4 + 4, true);
      const says = end > start ? read(page, count, index) : null;
      if (says !== null) runs.push({ start, end, says });
    }
  }
  return runs.sort((one, other) => one.start - other.start);
}

/** MS-DOC 2.6: the three highest bits say how long an operand is. */
function operandBytes(code: number, properties: DataView, at: number): number {
  const SIZES = [1, 1, 2, 4, 2, 2, 0, 3];
  const kind = code >>> 13;
  if (kind !== 6) return SIZES[kind];
  // A table's definition counts in two bytes, and one too many.
  if (code === 0xd608) {
    return at + 2 <= properties.byteLength ? properties.getUint16(at, true) + 1 : Infinity;
  }
  const length = properties.getUint8(at);
  return code === 0xc615 && length === 255 ? Infinity : length + 1;
}

/** @throws {RangeError} it reaches out of the whole */
function part(whole: DataView, start: number, length: number): DataView {
  return new DataView(whole.buffer, whole.byteOffset + start, length);
}
