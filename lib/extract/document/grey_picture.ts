/** A picture of one byte a pixel, 0 black to 255 white, row by row from the top. */
export interface GreyPicture {
  width: number;
  height: number;
  pixels: Uint8Array<ArrayBuffer>;
}

const HEADER = /^P5\n(\d{1,5}) (\d{1,5})\n255\n/;
const HEADER_BYTES = 32;

/** A picture as PGM (binary, 8 bit), the simplest form that Tesseract takes. */
export function encodePgm({ width, height, pixels }: GreyPicture): Uint8Array<ArrayBuffer> {
  const header = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
  const pgm = new Uint8Array(header.length + pixels.length);
  pgm.set(header);
  pgm.set(pixels, header.length);
  return pgm;
}

/**
 * Reads what `encodePgm` writes; the pixels are uncopied.
 * @throws {Error} it is something else
 */
export function decodePgm(pgm: Uint8Array<ArrayBuffer>): GreyPicture {
  const start = new TextDecoder("latin1").decode(pgm.subarray(0, HEADER_BYTES));
  const header = HEADER.exec(start);
  if (header === null) throw new Error('Cannot read "PGM": no header');
  const [width, height] = [Number(header[1]), Number(header[2])];
  const pixels = pgm.subarray(header[0].length);
  if (pixels.length !== width * height) throw new Error('Cannot read "PGM": wrong length');
  return { width, height, pixels };
}
