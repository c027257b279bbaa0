import type { GreyPicture } from "@/lib/extract/document/grey_picture.ts";

/** The most that a page is taken to be askew, in degrees either way. */
export const MAX_SKEW = 15;
/** Steps of the two searches, in degrees. */
const COARSE = 0.5;
const FINE = 0.1;
/** So many dark pixels tell the angle as well as all do. */
const MAX_POINTS = 30_000;
/** A photo's light falls off over the page: dark is what is darker than its surroundings of so many pixels. */
const BLOCK = 32;
/** Levels below the surroundings' mean; paper's grain and shadows are less. */
const MIN_CONTRAST = 24;

/** Dark places of a picture, as x and y in pixels from its middle. */
export interface Ink {
  readonly xs: Int16Array;
  readonly ys: Int16Array;
}

/** How a page's lines lie. */
export interface Skew {
  /** Degrees that the page is to be turned clockwise by for its lines to be level. */
  degrees: number;
  /** How sharply the ink then falls into lines: higher is sharper; comparable within one page. */
  sharpness: number;
}

/** Finds dark places: darker than the mean around them. A sample that keeps the time bounded. */
export function inkOf({ width, height, pixels }: GreyPicture): Ink {
  const found: number[] = [];
  for (let top = 0; top < height; top += BLOCK) {
    for (let left = 0; left < width; left += BLOCK) {
      const right = Math.min(left + BLOCK, width);
      const bottom = Math.min(top + BLOCK, height);
      let sum = 0;
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) sum += pixels[y * width + x];
      }
      const dark = sum / ((right - left) * (bottom - top)) - MIN_CONTRAST;
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) {
          if (pixels[y * width + x] < dark) found.push(y * width + x);
        }
      }
    }
  }
  const every = Math.max(1, found.length / MAX_POINTS);
  const count = Math.floor(found.length / every);
  const ink = { xs: new Int16Array(count), ys: new Int16Array(count) };
  for (let index = 0; index < count; index++) {
    const at = found[Math.floor(index * every)];
    ink.xs[index] = at % width - width / 2;
    ink.ys[index] = Math.floor(at / width) - height / 2;
  }
  return ink;
}

/** The ink of the page turned by a quarter clockwise. */
export function quarterOf({ xs, ys }: Ink): Ink {
  return { xs: ys.map((y) => -y), ys: xs };
}

/** Finds the angle at which a page's ink falls into the sharpest lines. */
export function skewOf(ink: Ink): Skew {
  const coarse = sharpest(ink, 0, MAX_SKEW, COARSE);
  return sharpest(ink, coarse.degrees, COARSE, FINE);
}

function sharpest(ink: Ink, middle: number, reach: number, step: number): Skew {
  let best: Skew = { degrees: 0, sharpness: -1 };
  const steps = Math.round(reach / step);
  for (let index = -steps; index <= steps; index++) {
    const degrees = middle + index * step;
    const sharpness = sharpnessAt(ink, degrees);
    // Level is what a page is unless another angle is better.
    if (
      sharpness > best.sharpness ||
      (sharpness === best.sharpness && Math.abs(degrees) < Math.abs(best.degrees))
    ) {
      best = { degrees, sharpness };
    }
  }
  return best;
}

/** The sum of squared steps from row to row: between lines of text there is nothing. */
function sharpnessAt({ xs, ys }: Ink, degrees: number): number {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const rows = new Uint32Array(1 << 16);
  let [first, last] = [rows.length, 0];
  for (let index = 0; index < xs.length; index++) {
    const row = Math.round(xs[index] * sin + ys[index] * cos) + (rows.length >> 1);
    rows[row]++;
    if (row < first) first = row;
    if (row > last) last = row;
  }
  let sum = 0;
  for (let row = first; row <= last; row++) sum += (rows[row + 1] - rows[row]) ** 2;
  return sum;
}
