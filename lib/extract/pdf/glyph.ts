/** One character as drawn: its box in points, y upwards, with the baseline at `y`. */
export interface Glyph {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  /** The font's size as drawn, in points. */
  readonly size: number;
  /** A space character stood before it. */
  readonly spaced: boolean;
}
