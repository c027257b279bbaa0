import type { GreyPicture } from "@/lib/extract/document/grey_picture.ts";

const WHITE = 255;

/**
 * A picture turned clockwise by `degrees` about its middle, in the frame that it had; what comes in
 * from outside is white. For small angles.
 */
export function turnBy({ width, height, pixels }: GreyPicture, degrees: number): GreyPicture {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  const turned = new Uint8Array(width * height).fill(WHITE);
  for (let y = 0; y < height; y++) {
    let fromX = middleX - cos * middleX + sin * (y - middleY);
    let fromY = middleY + sin * middleX + cos * (y - middleY);
    for (let x = 0; x < width; x++, fromX += cos, fromY -= sin) {
      const [left, top] = [Math.floor(fromX), Math.floor(fromY)];
      if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) continue;
      const at = top * width + left;
      const [right, down] = [fromX - left, fromY - top];
      const above = pixels[at] + (pixels[at + 1] - pixels[at]) * right;
      const below = pixels[at + width] + (pixels[at + width + 1] - pixels[at + width]) * right;
      turned[y * width + x] = above + (below - above) * down + 0.5;
    }
  }
  return { width, height, pixels: turned };
}

/** A picture turned clockwise by a quarter. */
export function turnQuarter({ width, height, pixels }: GreyPicture): GreyPicture {
  const turned = new Uint8Array(pixels.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) turned[x * height + height - 1 - y] = pixels[y * width + x];
  }
  return { width: height, height: width, pixels: turned };
}

/** A picture upside down. */
export function turnHalf({ width, height, pixels }: GreyPicture): GreyPicture {
  return { width, height, pixels: pixels.toReversed() };
}
