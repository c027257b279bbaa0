import type { Glyph } from "@/lib/extract/pdf/layout/glyph.ts";
import { logicalOrder, runsLeft } from "@/lib/extract/pdf/layout/direction.ts";
import type { Box } from "@/lib/extract/pdf/matrix.ts";
import type { Run } from "@/lib/extract/pdf/layout/run.ts";

/** A piece of one line without a wide gap: the unit that columns are made of. */
export interface Segment {
  text: string;
  left: number;
  right: number;
  y: number;
  size: number;
  /** Its place in the order of drawing. */
  order: number;
  /** Around all of it on the page, whatever the direction of writing. */
  box: Box;
}

/** Baselines nearer than this (in ems) are one line. */
export const SAME_LINE = 0.3;
/** Runs on a line that are nearer than this (in ems) belong to one segment. */
const JOIN = 1.2;
/** Letters further apart than this (in ems, beyond the line's letter spacing) are two words. */
const WORD_GAP = 0.13;
const MIN_LETTERS = 4;
/** In fewer gaps those between words may be the most. */
const MIN_GAPS = 10;

/** Joins the runs of each line into segments and writes out their words. */
export function joinRuns(runs: readonly Run[]): Segment[] {
  const segments: Segment[] = [];
  const orders = new Map(runs.map((run, order) => [run, order]));
  const segmentOf = (chain: readonly Run[]) => {
    const order = Math.min(...chain.map((run) => orders.get(run) ?? 0));
    return { ...joined(chain), order };
  };
  for (const line of lines(runs)) {
    line.sort((one, other) => one.left - other.left);
    let chain: Run[] = [];
    let right = -Infinity;
    for (const run of line) {
      const em = Math.max(run.size, chain[0]?.size ?? 0);
      // What lies over other text on the line is a line of its own, drawn too near.
      const join = JOIN * em + 2 * Math.min(run.tracking, chain.at(-1)?.tracking ?? 0);
      if (chain.length > 0 && (run.left - right > join || run.left - right < -em)) {
        segments.push(segmentOf(chain));
        chain = [];
        right = -Infinity;
      }
      chain.push(run);
      right = Math.max(right, run.right);
    }
    if (chain.length > 0) segments.push(segmentOf(chain));
  }
  return segments;
}

/** Groups what stands on one baseline, top line first. */
export function lines<T extends { y: number; size: number }>(pieces: readonly T[]): T[][] {
  const found: T[][] = [];
  let first: T | undefined;
  for (const piece of pieces.toSorted((one, other) => other.y - one.y)) {
    const near = first !== undefined &&
      first.y - piece.y < SAME_LINE * Math.min(first.size, piece.size);
    if (near) found[found.length - 1].push(piece);
    else found.push([first = piece]);
  }
  return found;
}

function joined(chain: readonly Run[]): Omit<Segment, "order"> {
  const glyphs = chain.length === 1 ? chain[0].glyphs.slice() : chain.flatMap((run) => run.glyphs);
  const leftward = runsLeft(glyphs.map(({ text }) => text));
  if (leftward) glyphs.sort((one, other) => one.left - other.left);
  const pieces = words(glyphs, leftward);
  return {
    text: leftward ? logicalOrder(pieces) : pieces.join(""),
    left: Math.min(...chain.map((run) => run.left)),
    right: Math.max(...chain.map((run) => run.right)),
    y: chain[0].y,
    size: Math.max(...chain.map((run) => run.size)),
    box: boxAround(glyphs),
  };
}

function boxAround(glyphs: readonly Glyph[]): Box {
  const box = { ...glyphs[0].box };
  for (const glyph of glyphs) {
    const { left, bottom, right, top } = glyph.box;
    if (left < box.left) box.left = left;
    if (bottom < box.bottom) box.bottom = bottom;
    if (right > box.right) box.right = right;
    if (top > box.top) box.top = top;
  }
  return box;
}

/**
 * The letters of a line with the blanks between its words.
 * @param leftward blanks were counted in the other direction, so that only distances tell
 */
function words(glyphs: readonly Glyph[], leftward: boolean): string[] {
  const gaps = new Float64Array(glyphs.length - 1);
  for (let index = 0; index < gaps.length; index++) {
    gaps[index] = gapBetween(glyphs[index], glyphs[index + 1]);
  }
  const tracking = letterSpacing(gaps);
  const spaced = isLetterSpaced(glyphs, tracking);
  const threshold = spaced ? Math.max(tracking * 1.5, tracking + WORD_GAP) : tracking + WORD_GAP;
  const pieces = [glyphs[0].text];
  for (let index = 1; index < glyphs.length; index++) {
    const apart = gaps[index - 1] > threshold || (glyphs[index].blanks > 0 && !spaced && !leftward);
    if (apart) pieces.push(" ");
    pieces.push(glyphs[index].text);
  }
  return pieces;
}

function gapBetween(last: Glyph, glyph: Glyph): number {
  return (glyph.left - last.right) / Math.max(last.size, glyph.size, 1);
}

/**
 * The smallest usual distance between letters, in ems; the one smallest may be a kerned pair. Where a
 * line's letters are set apart unevenly, most distances are still between letters, not words.
 */
function letterSpacing(gaps: Float64Array): number {
  if (gaps.length < MIN_LETTERS - 1) return 0;
  const sorted = gaps.toSorted();
  const median = sorted[sorted.length >> 1];
  if (gaps.length >= MIN_GAPS && median > WORD_GAP) return median;
  // In a single word all are, much the same, but for one kerned pair.
  const isOneWord = sorted[1] > WORD_GAP && sorted[sorted.length - 1] < 2 * median;
  if (gaps.length > MIN_LETTERS && isOneWord) return median;
  return Math.max(0, sorted[Math.floor(sorted.length / 10)]);
}

/** Whether the letters stand apart like words: "S K I L L S", by gaps or by real spaces. */
function isLetterSpaced(glyphs: readonly Glyph[], tracking: number): boolean {
  if (glyphs.length < MIN_LETTERS || tracking < WORD_GAP) return false;
  const letters = glyphs.filter((glyph) => /^\p{L}/u.test(glyph.text)).length;
  return letters * 2 > glyphs.length;
}
