import { isRightToLeft } from "@/lib/extract/pdf/layout/direction.ts";
import type { Glyph } from "@/lib/extract/pdf/layout/glyph.ts";

/** Glyphs that follow one another on one line, in the order in which they are read. */
export class Run {
  readonly glyphs: Glyph[] = [];
  left = Infinity;
  right = -Infinity;
  /** The baseline and size of the first glyph: a superscript doesn't move them. */
  readonly y: number;
  size: number;
  /** Of its glyphs, together. */
  #widths = 0;

  constructor(first: Glyph) {
    this.y = first.y;
    this.size = first.size;
    this.add(first);
  }

  /** The space that the letters are set apart by, in points: the mean, as words are few. */
  get tracking(): number {
    const gaps = this.glyphs.length - 1;
    if (gaps < MIN_TRACKED) return 0;
    return Math.max(0, (this.right - this.left - this.#widths) / gaps);
  }

  add(glyph: Glyph): void {
    this.glyphs.push(glyph);
    this.#widths = this.#widths + glyph.right - glyph.left;
    if (glyph.left < this.left) this.left = glyph.left;
    if (glyph.right > this.right) this.right = glyph.right;
    if (glyph.size > this.size) this.size = glyph.size;
  }
}

/** A wider gap (in ems) ends a run: it may be the space between two columns. */
const MAX_GAP = 1.2;
const MAX_OVERLAP = 0.5;
/** A space that was stretched to fill a line is narrower; it is the only one there, unlike a tab's. */
const MAX_STRETCHED = 3;
/** Fewer gaps don't tell whether letters are set apart. */
const MIN_TRACKED = 3;
/** Superscripts are raised by about a third of an em. */
const MAX_RAISE = 0.45;

/** Chains glyphs, given as drawn, into runs. */
export function chainRuns(glyphs: readonly Glyph[]): Run[] {
  const runs: Run[] = [];
  let run: Run | undefined;
  let last: Glyph | undefined;
  for (const glyph of glyphs) {
    if (run !== undefined && last !== undefined && follows(run, last, glyph)) run.add(glyph);
    else runs.push(run = new Run(glyph));
    last = glyph;
  }
  return runs;
}

function follows(run: Run, last: Glyph, glyph: Glyph): boolean {
  const em = Math.max(last.size, glyph.size, 1);
  if (Math.abs(glyph.y - run.y) > MAX_RAISE * Math.max(run.size, glyph.size)) return false;
  const gap = glyph.left - last.right;
  if (gap > -MAX_OVERLAP * em) {
    if (gap < MAX_GAP * em || (glyph.blanks === 1 && gap < MAX_STRETCHED * em)) return true;
    return gap < MAX_GAP * em + 2 * run.tracking;
  }
  // Right-to-left scripts come in reading order, so each glyph lies left of the one before.
  const reverse = last.left - glyph.right;
  return isRightToLeft(glyph.text) && reverse > -MAX_OVERLAP * em && reverse < MAX_GAP * em;
}
