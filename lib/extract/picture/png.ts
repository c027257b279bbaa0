import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { exifOrientation } from "@/lib/extract/picture/tiff_directory.ts";
import { checkSize, greyTile, type PicturePage } from "@/lib/extract/picture/picture_page.ts";
import { GreyRows, type PngHeader } from "@/lib/extract/picture/png_rows.ts";

const SIGNATURE_BYTES = 8;
/** Samples of a pixel for each colour type. */
const SAMPLES: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** Where the pixels of each pass of an interlaced picture lie: first column and row, and their steps. */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
];

/**
 * Decodes a PNG into grey, what is transparent as white.
 * @throws {ExtractionError} corrupt, too_many_pixels or no_text
 */
export async function pngPage(bytes: Uint8Array<ArrayBuffer>): Promise<PicturePage> {
  const { header, data } = readChunks(bytes);
  const { width, height, orientation } = header;
  const rows = new GreyRows(header, passesOf(header));
  const inflated = new Blob(data).stream().pipeThrough(new DecompressionStream("deflate"));
  const reader = inflated.getReader();
  try {
    // What comes after the last row is not even inflated.
    for (let done = false; !done;) {
      const read = await reader.read();
      done = read.done || rows.add(read.value);
    }
  } catch {
    // A picture that ends early, or with a wrong checksum, is shown as far as it goes.
  }
  await reader.cancel().catch(() => {});
  if (rows.count === 0) throw new ExtractionError("corrupt");
  return { width, height, orientation, tiles: [greyTile(width, height, rows.pixels)] };
}

function passesOf({ width, height, interlaced }: PngHeader): number[][] {
  if (!interlaced) return [[0, 0, 1, 1]];
  return ADAM7.filter(([x, y]) => x < width && y < height);
}

/**
 * What a PNG says of itself.
 * @throws {ExtractionError} corrupt, too_many_pixels or no_text
 */
export function pngHeader(bytes: Uint8Array<ArrayBuffer>): PngHeader {
  return readChunks(bytes).header;
}

function readChunks(bytes: Uint8Array<ArrayBuffer>) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const data: Uint8Array<ArrayBuffer>[] = [];
  let header: PngHeader | undefined;
  for (let at = SIGNATURE_BYTES; at + 8 <= bytes.length;) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const content = bytes.subarray(at + 8, at + 8 + length);
    if (type === "IHDR") header = headerOf(content);
    else if (type === "IDAT") data.push(content);
    else if (type === "IEND") break;
    else if (header !== undefined) {
      if (type === "PLTE") header.palette = content;
      if (type === "tRNS") header.opacity = content;
      if (type === "eXIf") header.orientation = exifOrientation(content);
    }
    at += 12 + length;
  }
  if (header === undefined || data.length === 0) throw new ExtractionError("corrupt");
  return { header, data };
}

function headerOf(content: Uint8Array): PngHeader {
  if (content.length < 13) throw new ExtractionError("corrupt");
  const view = new DataView(content.buffer, content.byteOffset, content.length);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth, colorType, , , interlace] = content.subarray(8);
  const samples = SAMPLES[colorType];
  if (samples === undefined || ![1, 2, 4, 8, 16].includes(depth)) {
    throw new ExtractionError("corrupt");
  }
  if (depth < 8 && samples > 1) throw new ExtractionError("corrupt");
  checkSize(width, height);
  const none = new Uint8Array(0);
  const interlaced = interlace === 1;
  return {
    width,
    height,
    depth,
    colorType,
    samples,
    interlaced,
    palette: none,
    opacity: none,
    orientation: 1,
  };
}
