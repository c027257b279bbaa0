import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { MAX_PICTURE_PIXELS, MIN_PICTURE_SIDE } from "@/lib/extract/document/limits.ts";

/** A part of a picture as a PDF can hold it. */
export interface Tile {
  /** Of its upper left corner, in pixels from the picture's. */
  x: number;
  y: number;
  width: number;
  height: number;
  /** What the PDF says of it besides its size, such as `/ColorSpace/DeviceGray/BitsPerComponent 8`. */
  dictionary: string;
  data: Uint8Array;
}

/** A picture that stands for a page. */
export interface PicturePage {
  width: number;
  height: number;
  /** How it is to be turned, as EXIF and TIFF number it: 1 (not at all) to 8. */
  orientation: number;
  tiles: Tile[];
  /** The dictionary and code of the function that their colour space names, if it does. */
  tint?: string;
}

/**
 * Looks at a picture's size before anything of it is decoded.
 * @throws {ExtractionError} too_many_pixels, or no_text where no letter would fit
 */
export function checkSize(width: number, height: number): void {
  if (!(width > 0 && height > 0)) throw new ExtractionError("corrupt");
  if (width * height > MAX_PICTURE_PIXELS) throw new ExtractionError("too_many_pixels");
  if (Math.min(width, height) < MIN_PICTURE_SIDE) throw new ExtractionError("no_text");
}

/** A tile of bytes that are grey already. */
export function greyTile(width: number, height: number, pixels: Uint8Array): Tile {
  const dictionary = "/ColorSpace/DeviceGray/BitsPerComponent 8";
  return { x: 0, y: 0, width, height, dictionary, data: pixels };
}
