import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { MAX_OCR_PAGES } from "@/lib/extract/document/limits.ts";
import { checkSize, type PicturePage, type Tile } from "@/lib/extract/picture/picture_page.ts";
import { type Directory, fieldOf, TAG, TiffBytes } from "@/lib/extract/picture/tiff_directory.ts";
import { tileEncoder, tintOf } from "@/lib/extract/picture/tiff_encoding.ts";

/** Thumbnails and masks are directories too. */
const REDUCED_OR_MASK = 0b101;
const MAX_DIRECTORIES = 100;
/** Each is drawn by itself; a page of 20,000 rows has as many strips at most. */
const MAX_TILES = 20_000;
const SEPARATE_PLANES = 2;
const GREEN = 1;

/**
 * How many pages a TIFF has; one more than are read stands for any number.
 * @throws {ExtractionError} corrupt
 */
export function tiffPages(bytes: Uint8Array): number {
  return pageDirectories(new TiffBytes(bytes)).length;
}

/**
 * One page of a TIFF; its compressed parts stay as they are.
 * @throws {ExtractionError} corrupt, unsupported, too_many_pixels or no_text
 */
export function tiffPage(bytes: Uint8Array, index: number): PicturePage {
  const tiff = new TiffBytes(bytes);
  const directory = pageDirectories(tiff)[index];
  if (directory === undefined) throw new ExtractionError("corrupt");
  const width = fieldOf(directory, TAG.ImageWidth, 0);
  const height = fieldOf(directory, TAG.ImageLength, 0);
  checkSize(width, height);
  const encode = tileEncoder(tiff, directory);
  const tiles = placesOf(directory, width, height).map(({ offset, count, ...place }): Tile => {
    const data = bytes.subarray(offset, offset + count);
    return { ...place, ...encode(data, place.width, place.height) };
  });
  return {
    width,
    height,
    orientation: fieldOf(directory, TAG.Orientation, 1),
    tiles,
    tint: tintOf(directory),
  };
}

function pageDirectories(tiff: TiffBytes): Directory[] {
  const pages: Directory[] = [];
  let at = tiff.first;
  for (let seen = 0; at !== 0 && seen < MAX_DIRECTORIES && pages.length <= MAX_OCR_PAGES; seen++) {
    const directory = tiff.directory(at);
    const isPage = (fieldOf(directory, TAG.NewSubfileType, 0) & REDUCED_OR_MASK) === 0;
    if (isPage) pages.push(directory);
    at = directory.next;
  }
  if (pages.length === 0) throw new ExtractionError("corrupt");
  return pages;
}

interface Place extends Omit<Tile, "dictionary" | "data"> {
  offset: number;
  count: number;
}

function placesOf(directory: Directory, width: number, height: number): Place[] {
  const { fields } = directory;
  const tiled = fields.has(TAG.TileOffsets);
  const offsets = fields.get(tiled ? TAG.TileOffsets : TAG.StripOffsets) ?? [];
  const counts = fields.get(tiled ? TAG.TileByteCounts : TAG.StripByteCounts) ?? [];
  const across = tiled ? fieldOf(directory, TAG.TileWidth, 0) : width;
  const down = tiled
    ? fieldOf(directory, TAG.TileLength, 0)
    : Math.min(height, fieldOf(directory, TAG.RowsPerStrip, height));
  if (!(across > 0 && down > 0)) throw new ExtractionError("corrupt");
  const columns = Math.ceil(width / across);
  const total = columns * Math.ceil(height / down);
  // Where each colour has its own strips, green alone looks like grey.
  const planes = fieldOf(directory, TAG.PlanarConfiguration, 1) === SEPARATE_PLANES &&
      fieldOf(directory, TAG.SamplesPerPixel, 1) > GREEN
    ? GREEN * total
    : 0;
  if (total > MAX_TILES || offsets.length < planes + total) throw new ExtractionError("corrupt");
  return Array.from({ length: total }, (_, index) => {
    const [x, y] = [(index % columns) * across, Math.floor(index / columns) * down];
    const rows = tiled ? down : Math.min(down, height - y);
    const offset = offsets[planes + index];
    const count = counts[planes + index] ?? Infinity;
    return { x, y, width: across, height: rows, offset, count };
  });
}
