import type { Box } from "@/lib/extract/pdf/matrix.ts";

/** Directions nearer than this, in degrees, are one: a scan's words lie a little askew. */
const SAME_DIRECTION = 2;

/**
 * The directions of writing on a page: for each angle that was seen (in degrees, with how many letters
 * are written so), the mean angle of those near it. The most frequent is decided first.
 */
export function writingAngles(counts: ReadonlyMap<number, number>): Map<number, number> {
  const directions = new Map<number, number>();
  const angles = [...counts].toSorted(([, one], [, other]) => other - one);
  for (const [first] of angles) {
    if (directions.has(first)) continue;
    const group = angles.filter(([angle]) =>
      !directions.has(angle) && Math.abs(angle - first) <= SAME_DIRECTION
    );
    const letters = group.reduce((sum, [, count]) => sum + count, 0);
    const mean = group.reduce((sum, [angle, count]) => sum + angle * count, 0) / letters;
    // Upright text stays as it is, whatever few letters lean.
    const direction = first % 90 === 0 ? first : Math.round(mean * 100) / 100;
    for (const [angle] of group) directions.set(angle, direction);
  }
  return directions;
}

/**
 * A glyph's place along a line that is written at an angle, as if the line were level.
 * @param x where the glyph begins on its baseline
 * @param box the upright box around the turned glyph
 */
export function levelled(
  angle: number,
  x: number,
  y: number,
  box: Box,
): { left: number; right: number; y: number } {
  const [width, height] = [box.right - box.left, box.top - box.bottom];
  if (angle === 0) return { left: box.left, right: box.right, y };
  const radians = (-angle * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const along = x * cos - y * sin;
  return { left: along, right: along + advance(cos, sin, width, height), y: x * sin + y * cos };
}

/** How wide a glyph is whose turned box has these sides; near 45 degrees the box doesn't tell. */
function advance(cos: number, sin: number, width: number, height: number): number {
  const [across, down] = [Math.abs(cos), Math.abs(sin)];
  const spread = across * across - down * down;
  if (Math.abs(spread) < 0.3) return Math.min(width, height) / 2;
  return Math.max(0, (width * across - height * down) / spread);
}
