import { runsLeft } from "@/lib/extract/pdf/layout/direction.ts";
import { lines, type Segment } from "@/lib/extract/pdf/layout/segment.ts";

/** A gutter must be at least this wide (in ems of the page's usual size). */
const MIN_GUTTER = 0.9;
/** Columns have at least this many lines on each side; with fewer it is a table or a header. */
const MIN_LINES = 4;
/** Of the narrower side's lines, at most this part may stand on the other side's baselines ... */
const MAX_ALIGNED = 0.8;
/** ... unless its lines fill at least this part of the column, as wrapped text does, ... */
const MIN_FILL = 0.5;
/** ... or one side is drawn before the other: a table is drawn line by line. */
const MAX_SWITCHES = 2;
/** A side is one of dates if this part of its lines has a year or says that it goes on. */
const MIN_DATES = 0.4;
const DATE = /\b(?:19|20)\d\d\b|\b(?:present|current|now|today)\b/i;
/** Columns within columns within columns: deeper there is no layout, only tables. */
const MAX_DEPTH = 6;

interface Gutter {
  x: number;
  top: number;
  bottom: number;
  count: number;
}

/** Cuts a page into blocks in reading order: what is above columns, each column, what is below. */
export function readingOrder(segments: readonly Segment[], depth = 0): Segment[][] {
  if (segments.length < 2 * MIN_LINES || depth >= MAX_DEPTH) return [segments.slice()];
  const gutter = widestGutter(segments);
  if (gutter === undefined) return [segments.slice()];
  const { x, top, bottom } = gutter;
  const above = segments.filter((segment) => segment.y > top);
  const below = segments.filter((segment) => segment.y < bottom);
  const within = segments.filter((segment) => segment.y <= top && segment.y >= bottom);
  const columns = [
    within.filter((segment) => segment.left < x),
    within.filter((segment) => segment.left >= x),
  ];
  if (runsLeft(within.flatMap(({ text }) => [...text]))) columns.reverse();
  const parts = [above, ...columns, below];
  return parts.filter((part) => part.length > 0)
    .flatMap((part) => readingOrder(part, depth + 1));
}

/** The gutter along which the most segments stand. */
function widestGutter(segments: readonly Segment[]): Gutter | undefined {
  const rows = lines(segments);
  const em = usualSize(segments);
  const edges = new Set(segments.map((segment) => Math.round(segment.left)));
  let best: Gutter | undefined;
  for (const edge of edges) {
    const right = edge - 0.6;
    for (const gutter of gutters(rows, right - MIN_GUTTER * em, right, em)) {
      if (best === undefined || gutter.count > best.count) best = gutter;
    }
  }
  return best;
}

/** Every stretch of lines that nothing crosses between `from` and `to`, with columns on both sides. */
function gutters(rows: readonly Segment[][], from: number, to: number, em: number): Gutter[] {
  const found: Gutter[] = [];
  let stretch: Segment[][] = [];
  const end = () => {
    const gutter = gutterOf(stretch, from, to, em);
    if (gutter !== undefined) found.push(gutter);
    stretch = [];
  };
  for (const row of rows) {
    if (row.some((segment) => crosses(segment, row, from, to))) end();
    else stretch.push(row);
  }
  end();
  return found;
}

/** Whether a segment fills the gutter; one that runs into the next column's text only overflows its own. */
function crosses(segment: Segment, row: readonly Segment[], from: number, to: number): boolean {
  if (segment.left >= to || segment.right <= from) return false;
  return segment.left >= from ||
    !row.some(({ left }) => left >= to && left < segment.right - segment.size);
}

function gutterOf(rows: Segment[][], from: number, to: number, em: number): Gutter | undefined {
  const x = (from + to) / 2;
  const isLeft = (segment: Segment) => segment.left < x;
  // Lines at the ends that stand on one side only may as well be a heading over both.
  const both = trim(rows, isLeft);
  const left = both.filter((row) => row.some(isLeft));
  const right = both.filter((row) => !row.every(isLeft));
  if (left.length < MIN_LINES || right.length < MIN_LINES) return undefined;
  const shared = both.filter((row) => row.some(isLeft) && !row.every(isLeft));
  const aligned = shared.length / Math.min(left.length, right.length);
  // Dates drawn each before what they date, amid other lines: a list of positions, no column.
  const beside = shared.flatMap((row) => row.filter(isLeft));
  if (hasDates(beside) && switches(both.flat(), isLeft) > MAX_SWITCHES) return undefined;
  const isRight = (segment: Segment) => !isLeft(segment);
  const filled = Math.min(fill(left, isLeft), fill(right, isRight));
  if (aligned > MAX_ALIGNED) {
    if (isFlushRight(right, isRight, em) || hasDates(left.flatMap((row) => row.filter(isLeft)))) {
      return undefined;
    }
    if (filled < MIN_FILL && switches(both.flat(), isLeft) > MAX_SWITCHES) return undefined;
  }
  const all = both.flat();
  return {
    x,
    top: Math.max(...all.map((segment) => segment.y)) + em * 0.1,
    bottom: Math.min(...all.map((segment) => segment.y)) - em * 0.1,
    count: all.length,
  };
}

/** Drops lines at the top and bottom that have nothing to the right. */
function trim(rows: Segment[][], isLeft: (segment: Segment) => boolean): Segment[][] {
  const first = rows.findIndex((row) => !row.every(isLeft));
  return first < 0 ? [] : rows.slice(first);
}

/** How much of the column's width its lines use, at the median. */
function fill(rows: Segment[][], isMine: (segment: Segment) => boolean): number {
  const spans = rows.map((row) => {
    const mine = row.filter(isMine);
    return [
      Math.min(...mine.map((segment) => segment.left)),
      Math.max(...mine.map((segment) => segment.right)),
    ];
  });
  const left = Math.min(...spans.map(([start]) => start));
  const width = Math.max(...spans.map(([, end]) => end)) - left;
  const widths = spans.map(([start, end]) => end - start).toSorted((one, other) => one - other);
  return width <= 0 ? 0 : widths[Math.floor(widths.length / 2)] / width;
}

/** Whether a side holds what stands at the ends of lines: dates, or places set flush right. */
function isFlushRight(
  rows: Segment[][],
  isMine: (segment: Segment) => boolean,
  em: number,
): boolean {
  const mine = rows.flatMap((row) => row.filter(isMine));
  if (hasDates(mine)) return true;
  return spread(mine.map(({ right }) => right)) < em / 2 &&
    spread(mine.map(({ left }) => left)) > em;
}

function hasDates(segments: readonly Segment[]): boolean {
  return segments.filter(({ text }) => DATE.test(text)).length >= segments.length * MIN_DATES;
}

/** How often the drawing changes sides: once for columns, at each line for a table. */
function switches(
  segments: readonly Segment[],
  isLeft: (segment: Segment) => boolean,
): number {
  const sides = segments.toSorted((one, other) => one.order - other.order).map(isLeft);
  return sides.filter((side, index) => index > 0 && side !== sides[index - 1]).length;
}

function spread(values: number[]): number {
  return Math.max(...values) - Math.min(...values);
}

function usualSize(segments: readonly Segment[]): number {
  const sizes = segments.map((segment) => segment.size).toSorted((one, other) => one - other);
  return sizes[Math.floor(sizes.length / 2)];
}
