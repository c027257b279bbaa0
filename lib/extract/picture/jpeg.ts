import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { checkSize, type PicturePage } from "@/lib/extract/picture/picture_page.ts";
import { exifOrientation } from "@/lib/extract/picture/tiff_directory.ts";

const APP1 = 0xe1;
const APP14 = 0xee;
const START_OF_SCAN = 0xda;
const EXIF = "Exif\0\0";
const COLOR_SPACES: Record<number, string> = {
  1: "/DeviceGray",
  3: "/DeviceRGB",
  4: "/DeviceCMYK",
};

/** What a JPEG's header says of it. */
export interface JpegHeader {
  width: number;
  height: number;
  components: number;
  orientation: number;
  /** Adobe's programs write CMYK the other way round. */
  byAdobe: boolean;
}

/**
 * Reads the segments before a JPEG's first scan.
 * @throws {ExtractionError} there is no size before it
 */
export function jpegHeader(bytes: Uint8Array): JpegHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const header = { width: 0, height: 0, components: 0, orientation: 1, byAdobe: false };
  for (let at = 2; at + 10 <= bytes.length;) {
    const marker = bytes[at + 1];
    if (bytes[at] !== 0xff || marker === 0xff) {
      at++;
      continue;
    }
    if (marker === START_OF_SCAN) break;
    const end = at + 2 + view.getUint16(at + 2);
    if (isFrame(marker)) {
      header.height = view.getUint16(at + 5);
      header.width = view.getUint16(at + 7);
      header.components = bytes[at + 9];
    }
    if (marker === APP1 && startsWith(bytes, at + 4, EXIF)) {
      header.orientation = exifOrientation(bytes.subarray(at + 10, end));
    }
    if (marker === APP14 && startsWith(bytes, at + 4, "Adobe")) header.byAdobe = true;
    at = end;
  }
  if (header.width === 0 || !(header.components in COLOR_SPACES)) {
    throw new ExtractionError("corrupt");
  }
  return header;
}

/** The PDF entries of an image that is a JPEG. */
export function jpegDictionary({ components, byAdobe }: JpegHeader): string {
  const inverted = components === 4 && byAdobe ? "/Decode[1 0 1 0 1 0 1 0]" : "";
  return `/ColorSpace${COLOR_SPACES[components]}/BitsPerComponent 8/Filter/DCTDecode${inverted}`;
}

/** @throws {ExtractionError} corrupt, too_many_pixels or no_text */
export function jpegPage(bytes: Uint8Array): PicturePage {
  const header = jpegHeader(bytes);
  const { width, height, orientation } = header;
  checkSize(width, height);
  const tile = { x: 0, y: 0, width, height, dictionary: jpegDictionary(header), data: bytes };
  return { width, height, orientation, tiles: [tile] };
}

/** SOF0 to SOF15, but for the tables among them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  return [...text].every((letter, index) => bytes[at + index] === letter.charCodeAt(0));
}
