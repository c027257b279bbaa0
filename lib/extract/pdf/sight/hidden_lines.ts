import type { Glyph } from "@/lib/extract/pdf/layout/glyph.ts";
import type { Box } from "@/lib/extract/pdf/matrix.ts";
import type { Doubt } from "@/lib/extract/pdf/sight/doubt.ts";

/** A glyph as it came, and whether a person can see it. */
export interface DrawnGlyph {
  glyph: Glyph;
  angle: number;
  /** Where it begins on its baseline, in points. */
  x: number;
  y: number;
  /** The upright box around it. */
  box: Box;
  /** Glyphs of one word have one number. */
  word: number;
  hidden: boolean;
}

/** Copies of a letter lie within so many points of it: shadows, and text set twice to make it bold. */
const COPY = 3;
/** Three words of a line: more doesn't slip under something unseen. */
const MAX_SLIP = 30;
/** Smaller than this nobody reads it, in points: a resume's small print is 6 or more. */
export const MIN_POINTS = 3;

/**
 * Counts as seen what is hidden by a slip: the end of a line that runs under a photo or out of its box,
 * and a single thin letter, which shows so little that it may be missed.
 * @param doubts why a word was looked at; words outside the page have none
 */
export function forgiveSlips(
  drawn: readonly DrawnGlyph[],
  doubts: ReadonlyMap<number, Doubt>,
): void {
  let start = 0;
  while (start < drawn.length) {
    let end = start + 1;
    while (end < drawn.length && drawn[end].hidden === drawn[start].hidden && onLine(drawn, end)) {
      end++;
    }
    if (drawn[start].hidden && isSlip(drawn, start, end, doubts)) {
      for (let index = start; index < end; index++) drawn[index].hidden = false;
    }
    start = end;
  }
}

function isSlip(
  drawn: readonly DrawnGlyph[],
  start: number,
  end: number,
  doubts: ReadonlyMap<number, Doubt>,
): boolean {
  if (end - start > MAX_SLIP) return false;
  const run = drawn.slice(start, end);
  if (run.some(({ glyph }) => glyph.size < MIN_POINTS)) return false;
  const besideSeen = (start > 0 && !drawn[start - 1].hidden && onLine(drawn, start)) ||
    (end < drawn.length && !drawn[end].hidden && onLine(drawn, end));
  if (end - start === 1) return besideSeen || !(drawn[start - 1]?.hidden || drawn[end]?.hidden);
  return besideSeen && run.every(({ word }) => {
    const doubt = doubts.get(word);
    return doubt !== "unpainted" && doubt !== "alike";
  });
}

/** Whether a glyph stands on the line of the one before. */
function onLine(drawn: readonly DrawnGlyph[], index: number): boolean {
  const [last, one] = [drawn[index - 1], drawn[index]];
  return last.angle === one.angle && Math.abs(last.glyph.y - one.glyph.y) < one.glyph.size * 0.3;
}

/** What can't be seen, line by line, without what only repeats the letters that are seen there. */
export function hiddenLines(drawn: readonly DrawnGlyph[]): string[] {
  const hidden = drawn.filter((one) => one.hidden);
  if (hidden.length === 0) return [];
  const seen = new Set(drawn.filter((one) => !one.hidden).map((one) => cell(one, 0, 0)));
  const lines: string[] = [];
  let last: DrawnGlyph | undefined;
  for (const one of hidden) {
    if (isCopy(one, seen)) continue;
    const { text } = one.glyph;
    if (last === undefined || Math.abs(one.y - last.y) > one.glyph.size / 2) lines.push(text);
    else lines[lines.length - 1] += one.word === last.word ? text : ` ${text}`;
    last = one;
  }
  return lines;
}

function isCopy(one: DrawnGlyph, seen: ReadonlySet<string>): boolean {
  for (const right of [-1, 0, 1]) {
    for (const up of [-1, 0, 1]) {
      if (seen.has(cell(one, right, up))) return true;
    }
  }
  return false;
}

function cell({ glyph, x, y }: DrawnGlyph, right: number, up: number): string {
  return `${Math.round(x / COPY) + right} ${Math.round(y / COPY) + up} ${glyph.text}`;
}
