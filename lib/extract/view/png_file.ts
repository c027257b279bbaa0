import { concat } from "@/lib/bytes.ts";
import { promisify } from "node:util";
import { crc32, deflate } from "node:zlib";
import type { ColorPicture } from "@/lib/extract/document/color_picture.ts";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const MAX_FILTER = 4;
/** 8 bits a sample, in RGB, not interlaced. */
const FORMAT = [8, 2, 0, 0, 0];
/** A page of text packs well at any level; what is left of it is a photo, which no level helps. */
const LEVEL = 4;

const deflated = promisify(deflate) as (
  bytes: Uint8Array,
  options: { level: number },
) => Promise<Uint8Array>;

/**
 * A picture as a PNG. Browsers decode it, so whatever its rows hold, it is well formed.
 * @throws {RangeError} the rows are not those of a picture of this size
 */
export async function pngFile(
  { width, height, scanlines }: ColorPicture,
): Promise<Uint8Array<ArrayBuffer>> {
  const length = 1 + 3 * width;
  if (scanlines.length !== length * height) {
    throw new RangeError('Cannot write "PNG": wrong length');
  }
  for (let at = 0; at < scanlines.length; at += length) {
    if (scanlines[at] > MAX_FILTER) throw new RangeError('Cannot write "PNG": unknown filter');
  }
  const header = new Uint8Array([...bigEndian(width), ...bigEndian(height), ...FORMAT]);
  return concat([
    new Uint8Array(SIGNATURE),
    ...chunk("IHDR", header),
    ...chunk("IDAT", await deflated(scanlines, { level: LEVEL })),
    ...chunk("IEND", new Uint8Array(0)),
  ]);
}

function chunk(type: string, content: Uint8Array): Uint8Array[] {
  const name = new TextEncoder().encode(type);
  const sum = crc32(content, crc32(name));
  return [bigEndian(content.length), name, content, bigEndian(sum)];
}

function bigEndian(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
