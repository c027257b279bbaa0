import { joinAccents } from "@/lib/extract/pdf/layout/accents.ts";
import type { Glyph } from "@/lib/extract/pdf/layout/glyph.ts";
import { levelled, writingAngles } from "@/lib/extract/pdf/layout/writing_angle.ts";
import type { Box } from "@/lib/extract/pdf/matrix.ts";

/** A glyph and how its line is turned. */
interface TurnedGlyph {
  glyph: Glyph;
  /** In degrees. */
  angle: number;
  /** Where it begins on its baseline, in points. */
  x: number;
  y: number;
  /** The upright box around it. */
  box: Box;
}

/** Glyphs by their direction of writing in degrees, each as if its line were level. */
export function byDirection(turned: readonly TurnedGlyph[]): Map<number, Glyph[]> {
  if (turned.length > 0 && turned.every(({ angle }) => angle === 0)) {
    return new Map([[0, joinAccents(turned.map(({ glyph }) => glyph))]]);
  }
  const counts = new Map<number, number>();
  for (const { angle } of turned) counts.set(angle, (counts.get(angle) ?? 0) + 1);
  const directions = writingAngles(counts);
  const byAngle = new Map<number, Glyph[]>();
  for (const { glyph, angle, x, y, box } of turned) {
    const direction = directions.get(angle) ?? angle;
    const level = direction === 0 ? glyph : { ...glyph, ...levelled(direction, x, y, box) };
    const row = byAngle.get(direction);
    if (row === undefined) byAngle.set(direction, [level]);
    else row.push(level);
  }
  for (const [angle, glyphs] of byAngle) byAngle.set(angle, joinAccents(glyphs));
  return byAngle;
}
