import { type Box, mapped } from "@/lib/extract/pdf/matrix.ts";

// A ligature comes with the letters that it stands for (ActualText). PDFium gives such letters where they
// are in the form that is drawn, not where the form is put on the page: only their object's matrix tells that.

/** A place on a page, in points. */
export interface Point {
  x: number;
  y: number;
}

/** How letters are drawn. */
interface Writing {
  /** The direction of writing in degrees. */
  angle: number;
  /** In points. */
  size: number;
}

/** Letters further from their line (in ems) are given in the wrong place: a superscript is nearer. */
const MAX_RAISE = 0.6;
/** A ligature is at most about as wide (in ems): where it is less there are real blanks to part words. */
const WIDTH = 0.95;
const ASCENT = 0.8;
const DESCENT = 0.2;

/** Whether a letter isn't on the line that its text object begins at `start`. */
export function isOffLine({ x, y }: Point, start: Point, { angle, size }: Writing): boolean {
  const turn = angle * Math.PI / 180;
  const off = (y - start.y) * Math.cos(turn) - (x - start.x) * Math.sin(turn);
  return Math.abs(off) > MAX_RAISE * size;
}

/** The upright box of a ligature that begins at `start`. */
export function ligatureBox(start: Point, { angle, size }: Writing): Box {
  const turn = angle * Math.PI / 180;
  const [cos, sin] = [Math.cos(turn) * size, Math.sin(turn) * size];
  const level = { left: 0, bottom: -DESCENT, right: WIDTH, top: ASCENT };
  return mapped([cos, sin, -sin, cos, start.x, start.y], level);
}
