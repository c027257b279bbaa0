import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";

/** The tags that are read, by their names in TIFF 6.0. */
export const TAG = {
  NewSubfileType: 254,
  ImageWidth: 256,
  ImageLength: 257,
  BitsPerSample: 258,
  Compression: 259,
  PhotometricInterpretation: 262,
  FillOrder: 266,
  StripOffsets: 273,
  Orientation: 274,
  SamplesPerPixel: 277,
  RowsPerStrip: 278,
  StripByteCounts: 279,
  PlanarConfiguration: 284,
  T4Options: 292,
  Predictor: 317,
  ColorMap: 320,
  TileWidth: 322,
  TileLength: 323,
  TileOffsets: 324,
  TileByteCounts: 325,
  JPEGTables: 347,
} as const;

/** Bytes of one value of each type of field that is read; others are skipped. */
const SIZES: Record<number, number> = { 1: 1, 3: 2, 4: 4, 7: 1 };
/** A 10 MB file may claim more values than it has bytes; a page of 20,000 rows has as many strips. */
const MAX_VALUES = 100_000;
const MAX_FIELDS = 500;

/** The fields of one image of a TIFF, or of EXIF data, by their tags. */
export interface Directory {
  fields: Map<number, number[]>;
  /** Where the next one is; 0 after the last. */
  next: number;
}

/** The first value of a field, or what stands for it where it is left out. */
export function fieldOf({ fields }: Directory, tag: number, otherwise: number): number {
  return fields.get(tag)?.[0] ?? otherwise;
}

/** The bytes of a TIFF, whose numbers may be of either order. */
export class TiffBytes {
  readonly bytes: Uint8Array;
  readonly littleEndian: boolean;
  readonly #view: DataView;

  /** @throws {ExtractionError} it is no TIFF */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.littleEndian = bytes[0] === 0x49;
    const order = this.littleEndian ? [0x49, 0x49] : [0x4d, 0x4d];
    const isTiff = bytes.length >= 8 && order.every((byte, at) => bytes[at] === byte) &&
      this.#u16(2) === 42;
    if (!isTiff) throw new ExtractionError("corrupt");
  }

  /** Where the first directory is. */
  get first(): number {
    return this.#u32(4);
  }

  /** @throws {ExtractionError} it lies outside of the file */
  directory(at: number): Directory {
    const count = this.#u16(at);
    if (count > MAX_FIELDS) throw new ExtractionError("corrupt");
    const fields = new Map<number, number[]>();
    for (let index = 0; index < count; index++) {
      const field = at + 2 + index * 12;
      const values = this.#values(field);
      if (values !== undefined) fields.set(this.#u16(field), values);
    }
    const end = at + 2 + count * 12;
    return { fields, next: end + 4 <= this.bytes.length ? this.#u32(end) : 0 };
  }

  #values(field: number): number[] | undefined {
    const size = SIZES[this.#u16(field + 2)];
    const count = this.#u32(field + 4);
    if (size === undefined) return undefined;
    if (count > MAX_VALUES) throw new ExtractionError("corrupt");
    const at = count * size <= 4 ? field + 8 : this.#u32(field + 8);
    return Array.from({ length: count }, (_, index) => this.#number(at + index * size, size));
  }

  #number(at: number, size: number): number {
    if (size === 1) return this.#within(at, 1).getUint8(at);
    return size === 2 ? this.#u16(at) : this.#u32(at);
  }

  #u16(at: number): number {
    return this.#within(at, 2).getUint16(at, this.littleEndian);
  }

  #u32(at: number): number {
    return this.#within(at, 4).getUint32(at, this.littleEndian);
  }

  #within(at: number, size: number): DataView {
    if (at + size > this.bytes.length) throw new ExtractionError("corrupt");
    return this.#view;
  }
}

/** How a picture is to be turned, 1 to 8, as its EXIF data says; 1 where they say nothing. */
export function exifOrientation(exif: Uint8Array): number {
  try {
    const tiff = new TiffBytes(exif);
    const [value] = tiff.directory(tiff.first).fields.get(TAG.Orientation) ?? [1];
    return value >= 1 && value <= 8 ? value : 1;
  } catch {
    // Cut or wrong EXIF data are common; the picture can be read all the same.
    return 1;
  }
}
