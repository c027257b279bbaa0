import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";

const PALETTE = 3;
const WHITE = 255;

/** What a PNG's chunks say. */
export interface PngHeader {
  width: number;
  height: number;
  depth: number;
  colorType: number;
  samples: number;
  interlaced: boolean;
  palette: Uint8Array;
  /** Opacity of the palette's colours, as far as it goes. */
  opacity: Uint8Array;
  orientation: number;
}

/** Turns a PNG's inflated bytes, as they come, into grey pixels. */
export class GreyRows {
  readonly pixels: Uint8Array<ArrayBuffer>;
  /** Rows read so far, those of all passes. */
  count = 0;
  readonly #header: PngHeader;
  readonly #passes: readonly number[][];
  readonly #pixelBytes: number;
  #pass = 0;
  #row = 0;
  /** The filter's type and the filtered bytes of the row that is coming in. */
  #line: Uint8Array;
  #above: Uint8Array;
  #filled = 0;

  constructor(header: PngHeader, passes: readonly number[][]) {
    this.#header = header;
    this.#passes = passes;
    this.pixels = new Uint8Array(header.width * header.height).fill(WHITE);
    this.#pixelBytes = Math.max(1, (header.samples * header.depth) >> 3);
    this.#line = new Uint8Array(this.#lineBytes());
    this.#above = new Uint8Array(this.#line.length);
  }

  /** Takes some more bytes; true once there are all rows. */
  add(bytes: Uint8Array): boolean {
    for (let at = 0; at < bytes.length && this.#pass < this.#passes.length;) {
      const part = bytes.subarray(at, at + this.#line.length - this.#filled);
      this.#line.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
      if (this.#filled === this.#line.length) this.#endRow();
    }
    return this.#pass >= this.#passes.length;
  }

  #lineBytes(): number {
    const [x, , step] = this.#passes[this.#pass];
    const { width, samples, depth } = this.#header;
    return 1 + Math.ceil((Math.ceil((width - x) / step) * samples * depth) / 8);
  }

  #endRow(): void {
    unfilter(this.#line, this.#above, this.#pixelBytes);
    this.#place();
    this.count++;
    this.#filled = 0;
    [this.#line, this.#above] = [this.#above, this.#line];
    const [, y, , step] = this.#passes[this.#pass];
    if (y + ++this.#row * step < this.#header.height) return;
    this.#row = 0;
    if (++this.#pass >= this.#passes.length) return;
    this.#line = new Uint8Array(this.#lineBytes());
    this.#above = new Uint8Array(this.#line.length);
  }

  #place(): void {
    const { width, depth, samples } = this.#header;
    const [x, y, stepX, stepY] = this.#passes[this.#pass];
    let to = (y + this.#row * stepY) * width + x;
    const end = (y + this.#row * stepY + 1) * width;
    const bytes = depth >> 3;
    for (let index = 0; to < end; to += stepX, index++) {
      this.pixels[to] = depth < 8
        ? this.#small(index)
        : this.#grey(1 + index * samples * bytes, bytes);
    }
  }

  /** A pixel of fewer than eight bits. */
  #small(index: number): number {
    const { depth, colorType } = this.#header;
    const bit = index * depth;
    const value = (this.#line[1 + (bit >> 3)] >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
    return colorType === PALETTE ? this.#ofPalette(value) : (value * WHITE) / ((1 << depth) - 1);
  }

  #grey(at: number, bytes: number): number {
    const line = this.#line;
    const { samples, colorType } = this.#header;
    if (colorType === PALETTE) return this.#ofPalette(line[at]);
    if (samples === 1) return line[at];
    if (samples === 2) return onWhite(line[at], line[at + bytes]);
    const grey = luma(line[at], line[at + bytes], line[at + 2 * bytes]);
    return samples === 4 ? onWhite(grey, line[at + 3 * bytes]) : grey;
  }

  #ofPalette(value: number): number {
    const { palette, opacity } = this.#header;
    if (value * 3 + 2 >= palette.length) throw new ExtractionError("corrupt");
    const grey = luma(palette[value * 3], palette[value * 3 + 1], palette[value * 3 + 2]);
    return onWhite(grey, opacity[value] ?? WHITE);
  }
}

/** ITU-R BT.601, as JPEG has it. */
export function luma(red: number, green: number, blue: number): number {
  return (red * 77 + green * 150 + blue * 29) >> 8;
}

function onWhite(grey: number, opacity: number): number {
  return WHITE - (((WHITE - grey) * opacity) / WHITE);
}

/** Undoes a row's filter (PNG, 9.2) in place; its first byte says which. */
function unfilter(line: Uint8Array, above: Uint8Array, back: number): void {
  const { length } = line;
  const first = back + 1;
  switch (line[0]) {
    case 0:
      return;
    case 1:
      for (let at = first; at < length; at++) line[at] += line[at - back];
      return;
    case 2:
      for (let at = 1; at < length; at++) line[at] += above[at];
      return;
    case 3:
      for (let at = 1; at < first && at < length; at++) line[at] += above[at] >> 1;
      for (let at = first; at < length; at++) line[at] += (line[at - back] + above[at]) >> 1;
      return;
    case 4:
      for (let at = 1; at < first && at < length; at++) line[at] += above[at];
      for (let at = first; at < length; at++) {
        line[at] += paeth(line[at - back], above[at], above[at - back]);
      }
      return;
  }
  throw new ExtractionError("corrupt");
}

function paeth(left: number, up: number, corner: number): number {
  const a = Math.abs(up - corner);
  const b = Math.abs(left - corner);
  const c = Math.abs(left + up - 2 * corner);
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
