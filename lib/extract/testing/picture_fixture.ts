import { concat } from "@/lib/bytes.ts";
import { crc32 } from "node:zlib";
import type { GreyPicture } from "@/lib/extract/document/grey_picture.ts";

/** A picture made of a function of its places. */
export function pictureOf(
  width: number,
  height: number,
  grey: (x: number, y: number) => number,
): GreyPicture {
  const pixels = Uint8Array.from(
    { length: width * height },
    (_, at) => grey(at % width, Math.floor(at / width)),
  );
  return { width, height, pixels };
}

/** How a PNG says its pixels. */
export interface PngForm {
  colorType?: 0 | 2 | 3 | 4 | 6;
  depth?: 1 | 8 | 16;
  interlaced?: boolean;
  /** Opacity of all pixels, for those that have one. */
  opacity?: number;
  /** The size that it claims, where that is another. */
  claimed?: [width: number, height: number];
}

const SAMPLES = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const ADAM7 = [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [
  0,
  1,
  1,
  2,
]];

/** A PNG whose rows use all five filters in turn. */
export async function pngOf(
  picture: GreyPicture,
  form: PngForm = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { colorType = 0, depth = 8, interlaced = false, claimed } = form;
  const [width, height] = claimed ?? [picture.width, picture.height];
  const header = new Uint8Array(13);
  new DataView(header.buffer).setUint32(0, width);
  new DataView(header.buffer).setUint32(4, height);
  header.set([depth, colorType, 0, 0, interlaced ? 1 : 0], 8);
  const palette = Uint8Array.from({ length: 768 }, (_, at) => Math.floor(at / 3));
  const rows = (interlaced ? ADAM7 : [[0, 0, 1, 1]]).flatMap((pass) => rowsOf(picture, pass, form));
  return concat([
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    chunk("IHDR", header),
    ...colorType === 3 ? [chunk("PLTE", palette)] : [],
    chunk("IDAT", await deflate(concat(rows))),
    chunk("IEND", new Uint8Array(0)),
  ]);
}

function rowsOf(picture: GreyPicture, pass: number[], form: PngForm): Uint8Array<ArrayBuffer>[] {
  const [x0, y0, stepX, stepY] = pass;
  const { colorType = 0, depth = 8, opacity = 255 } = form;
  const back = Math.max(1, (SAMPLES[colorType] * depth) >> 3);
  const rows: Uint8Array<ArrayBuffer>[] = [];
  let above: Uint8Array | undefined;
  for (let y = y0; y < picture.height; y += stepY) {
    const line: number[] = [];
    for (let x = x0; x < picture.width; x += stepX) {
      const grey = picture.pixels[y * picture.width + x];
      const samples = colorType === 2 || colorType === 6 ? [grey, grey, grey] : [grey];
      if (colorType === 4 || colorType === 6) samples.push(opacity);
      line.push(...depth === 16 ? samples.flatMap((sample) => [sample, 0]) : samples);
    }
    if (line.length === 0) return [];
    const bytes = Uint8Array.from(depth === 1 ? packed(line) : line);
    rows.push(filtered(bytes, above ?? new Uint8Array(bytes.length), rows.length % 5, back));
    above = bytes;
  }
  return rows;
}

function packed(line: number[]): number[] {
  return Array.from(
    { length: Math.ceil(line.length / 8) },
    (_, at) =>
      Array.from({ length: 8 }, (_, bit) => (line[at * 8 + bit] ?? 0) > 127 ? 128 >> bit : 0)
        .reduce((sum, bit) => sum + bit),
  );
}

function filtered(line: Uint8Array, above: Uint8Array, filter: number, back: number) {
  const row = new Uint8Array(line.length + 1);
  row[0] = filter;
  for (let at = 0; at < line.length; at++) {
    const [a, b, c] = [line[at - back] ?? 0, above[at], above[at - back] ?? 0];
    const paeth = [a, b, c].toSorted((one, other) =>
      Math.abs(a + b - c - one) - Math.abs(a + b - c - other)
    )[0];
    row[at + 1] = line[at] - [0, a, b, (a + b) >> 1, paeth][filter];
  }
  return row;
}

function chunk(type: string, content: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(8);
  new DataView(head.buffer).setUint32(0, content.length);
  head.set(new TextEncoder().encode(type), 4);
  const end = new Uint8Array(4);
  new DataView(end.buffer).setUint32(0, crc32(concat([head.subarray(4), content])));
  return concat([head, content, end]);
}

/** A JPEG of a picture, with EXIF data where it is to be turned. */
export async function jpegOf(
  picture: GreyPicture,
  orientation?: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const png = new Blob([await pngOf(picture, { colorType: 2 })], { type: "image/png" });
  const bitmap = await createImageBitmap(png);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext("bitmaprenderer")!.transferFromImageBitmap(bitmap);
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.95 });
  const jpeg = new Uint8Array(await blob.arrayBuffer());
  if (orientation === undefined) return jpeg;
  const tiff = tiffDirectory([[0x112, 3, [orientation]]], 8, true);
  const exif = concat([
    new TextEncoder().encode("Exif\0\0"),
    new Uint8Array([73, 73, 42, 0, 8, 0, 0, 0]),
    tiff,
  ]);
  const length = exif.length + 2;
  const segment = new Uint8Array([0xff, 0xe1, length >> 8, length & 255]);
  return concat([jpeg.subarray(0, 2), segment, exif, jpeg.subarray(2)]);
}

type Field = [tag: number, type: number, values: number[]];

/** A directory that stands at `at`, its long values behind it. */
function tiffDirectory(fields: Field[], at: number, littleEndian: boolean, next = 0) {
  const size = 2 + fields.length * 12 + 4;
  const tail = fields.reduce(
    (sum, [, type, values]) => sum + values.length * (type === 3 ? 2 : 4),
    0,
  );
  const bytes = new Uint8Array(size + tail);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, fields.length, littleEndian);
  let end = size;
  fields.forEach(([tag, type, values], index) => {
    const field = 2 + index * 12;
    const each = type === 3 ? 2 : 4;
    view.setUint16(field, tag, littleEndian);
    view.setUint16(field + 2, type, littleEndian);
    view.setUint32(field + 4, values.length, littleEndian);
    const within = values.length * each <= 4;
    const place = within ? field + 8 : end;
    if (!within) view.setUint32(field + 8, at + end, littleEndian);
    values.forEach((value, which) => {
      if (each === 2) view.setUint16(place + which * 2, value, littleEndian);
      else view.setUint32(place + which * 4, value, littleEndian);
    });
    if (!within) end += values.length * each;
  });
  view.setUint32(size - 4, next, littleEndian);
  return bytes;
}

/** What one page of a TIFF holds. */
export interface TiffPage {
  width: number;
  height: number;
  strips: Uint8Array<ArrayBuffer>[];
  rowsPerStrip: number;
  compression?: number;
  photometric?: number;
  bits?: number;
  samples?: number;
  more?: Field[];
}

/** A TIFF of these pages. */
export function tiffOf(pages: TiffPage[], littleEndian = true): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(8);
  const view = new DataView(head.buffer);
  head.set(littleEndian ? [73, 73] : [77, 77]);
  view.setUint16(2, 42, littleEndian);
  const parts: Uint8Array<ArrayBuffer>[] = [head];
  let length = 8;
  const places = pages.map(({ strips }) =>
    strips.map((strip) => {
      parts.push(strip);
      return (length += strip.length) - strip.length;
    })
  );
  view.setUint32(4, length, littleEndian);
  pages.forEach((page, index) => {
    const { width, height, strips, bits = 8, samples = 1 } = page;
    const fields: Field[] = [
      [256, 4, [width]],
      [257, 4, [height]],
      [258, 3, Array(samples).fill(bits)],
      [259, 3, [page.compression ?? 1]],
      [262, 3, [page.photometric ?? 1]],
      [273, 4, places[index]],
      [277, 3, [samples]],
      [278, 4, [page.rowsPerStrip]],
      [279, 4, strips.map((strip) => strip.length)],
      ...page.more ?? [],
    ];
    const size = tiffDirectory(fields, length, littleEndian).length;
    const next = index + 1 < pages.length ? length + size : 0;
    parts.push(tiffDirectory(fields, length, littleEndian, next));
    length += size;
  });
  return concat(parts);
}

/** The rows of a picture in strips. */
export function stripsOf(
  { width, height, pixels }: GreyPicture,
  rows: number,
): Uint8Array<ArrayBuffer>[] {
  return Array.from(
    { length: Math.ceil(height / rows) },
    (_, index) => pixels.slice(index * rows * width, (index + 1) * rows * width),
  );
}

export async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
