import type { Box } from "@/lib/extract/pdf/matrix.ts";

/** One character as drawn: its box in points, y upwards, with the baseline at `y`. */
export interface Glyph {
  /** One character; more in a ligature. */
  text: string;
  readonly left: number;
  right: number;
  readonly y: number;
  /** The font's size as drawn, in points. */
  readonly size: number;
  /** How many space characters stood before it. */
  readonly blanks: number;
  /** Its upright box on the page, whatever the direction of writing. */
  readonly box: Box;
}
