import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { jpegDictionary, jpegHeader } from "@/lib/extract/picture/jpeg.ts";
import {
  type Directory,
  fieldOf,
  TAG,
  type TiffBytes,
} from "@/lib/extract/picture/tiff_directory.ts";
import { TINT } from "@/lib/extract/picture/picture_pdf.ts";

/** A tile's bytes, and what a PDF says of them. */
export type EncodeTile = (
  data: Uint8Array,
  width: number,
  height: number,
) => { dictionary: string; data: Uint8Array };

/** The values of Compression that a PDF has a filter for. */
const COMPRESSION = {
  none: 1,
  huffman: 2,
  group3: 3,
  group4: 4,
  lzw: 5,
  jpeg: 7,
  deflate: 8,
  oldDeflate: 32946,
  packBits: 32773,
};
const MIN_IS_WHITE = 0;
const RGB = 2;
const PALETTE = 3;
/** Colours of a pixel for each PhotometricInterpretation that is read. */
const COLORS: Record<number, number> = { 0: 1, 1: 1, 2: 3, 5: 4 };
const SPACES: Record<number, string> = { 1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK" };
const MAX_SAMPLES = 6;
const SEPARATE_PLANES = 2;
const REVERSED_BITS = 2;
const DIFFERENCES = 2;

/**
 * Says how the tiles of a page go into a PDF, which has TIFF's filters under other names.
 * @throws {ExtractionError} unsupported
 */
export function tileEncoder(tiff: TiffBytes, directory: Directory): EncodeTile {
  const compression = fieldOf(directory, TAG.Compression, COMPRESSION.none);
  if (compression === COMPRESSION.jpeg) return jpegEncoder(directory);
  const colors = colorsOf(directory);
  const bits = fieldOf(directory, TAG.BitsPerSample, 1);
  const filter = filterOf(directory, compression, colors.samples, bits);
  const swapped = bits === 16 && tiff.littleEndian;
  // Sixteen bits lie in a PDF with the high byte first.
  if (swapped && compression !== COMPRESSION.none) throw new ExtractionError("unsupported");
  const reversed = fieldOf(directory, TAG.FillOrder, 1) === REVERSED_BITS;
  return (data, width, height) => ({
    dictionary: `${colors.dictionary}/BitsPerComponent ${bits}${filter(width, height)}`,
    data: swapped ? swapBytes(data) : reversed ? data.map(reverseBits) : data,
  });
}

function jpegEncoder(directory: Directory): EncodeTile {
  const tables = Uint8Array.from(directory.fields.get(TAG.JPEGTables) ?? []);
  const isRgb = fieldOf(directory, TAG.PhotometricInterpretation, 0) === RGB;
  const transform = isRgb ? "/DecodeParms<</ColorTransform 0>>" : "";
  return (data) => {
    const jpeg = tables.length > 4 ? joinTables(tables, data) : data;
    return { dictionary: jpegDictionary(jpegHeader(jpeg)) + transform, data: jpeg };
  };
}

/** Tables without their end mark, then a tile without its start mark. */
function joinTables(tables: Uint8Array, data: Uint8Array): Uint8Array {
  const joined = new Uint8Array(tables.length + data.length - 4);
  joined.set(tables.subarray(0, -2));
  joined.set(data.subarray(2), tables.length - 2);
  return joined;
}

function samplesOf(directory: Directory): { samples: number; used: number } {
  const separate = fieldOf(directory, TAG.PlanarConfiguration, 1) === SEPARATE_PLANES;
  const samples = separate ? 1 : fieldOf(directory, TAG.SamplesPerPixel, 1);
  const photometric = fieldOf(directory, TAG.PhotometricInterpretation, MIN_IS_WHITE);
  const used = samples === 1 ? 1 : COLORS[photometric] ?? 0;
  if (used === 0 || samples < used || samples > MAX_SAMPLES) {
    throw new ExtractionError("unsupported");
  }
  return { samples, used };
}

function colorsOf(directory: Directory): { samples: number; dictionary: string } {
  const photometric = fieldOf(directory, TAG.PhotometricInterpretation, MIN_IS_WHITE);
  const { samples, used } = samplesOf(directory);
  if (photometric === PALETTE && samples === 1) {
    return { samples, dictionary: paletteOf(directory) };
  }
  const own = SPACES[used];
  const decode = photometric === MIN_IS_WHITE ? `/Decode[1 0${" 0 1".repeat(samples - 1)}]` : "";
  const space = samples === used ? `/${own}` : withExtra(own, samples);
  return { samples, dictionary: `/ColorSpace${space}${decode}` };
}

/** A colour space whose function drops the samples beyond the colours: opacity, mostly. */
function withExtra(space: string, samples: number): string {
  const names = Array.from({ length: samples }, (_, index) => `/S${index}`).join("");
  return `[/DeviceN[${names}]/${space} ${TINT} 0 R]`;
}

/** The function for a picture that has samples beyond its colours; undefined where there are none. */
export function tintOf(directory: Directory): string | undefined {
  if (fieldOf(directory, TAG.Compression, COMPRESSION.none) === COMPRESSION.jpeg) return undefined;
  const { samples, used } = samplesOf(directory);
  if (samples === used) return undefined;
  const [domain, range] = [samples, used].map((count) => "0 1 ".repeat(count).trim());
  return `/FunctionType 4/Domain[${domain}]/Range[${range}]>>{${"pop ".repeat(samples - used)}}`;
}

function paletteOf(directory: Directory): string {
  const map = directory.fields.get(TAG.ColorMap) ?? [];
  const count = Math.floor(map.length / 3);
  if (count === 0 || count > 256) throw new ExtractionError("unsupported");
  const bytes = Uint8Array.from(
    { length: count * 3 },
    (_, at) => map[(at % 3) * count + Math.floor(at / 3)] >> 8,
  );
  return `/ColorSpace[/Indexed/DeviceRGB ${count - 1}<${bytes.toHex()}>]`;
}

function filterOf(directory: Directory, compression: number, samples: number, bits: number) {
  const fax = faxParameters(directory, compression);
  if (fax !== undefined) {
    return (width: number, height: number) =>
      `/Filter/CCITTFaxDecode/DecodeParms<<${fax}/Columns ${width}/Rows ${height}>>`;
  }
  const predictor = fieldOf(directory, TAG.Predictor, 1);
  const parameters = (width: number) =>
    predictor === DIFFERENCES
      ? `/DecodeParms<</Predictor 2/Colors ${samples}/BitsPerComponent ${bits}/Columns ${width}>>`
      : "";
  switch (compression) {
    case COMPRESSION.none:
      return () => "";
    case COMPRESSION.packBits:
      return () => "/Filter/RunLengthDecode";
    case COMPRESSION.lzw:
      return (width: number) => `/Filter/LZWDecode${parameters(width)}`;
    case COMPRESSION.deflate:
    case COMPRESSION.oldDeflate:
      return (width: number) => `/Filter/FlateDecode${parameters(width)}`;
  }
  throw new ExtractionError("unsupported");
}

/** A fax's black is 1 whatever PhotometricInterpretation says, which turns it round or doesn't. */
function faxParameters(directory: Directory, compression: number): string | undefined {
  const black = "/BlackIs1 true";
  if (compression === COMPRESSION.group4) return `/K -1${black}`;
  if (compression === COMPRESSION.huffman) return `/K 0/EncodedByteAlign true${black}`;
  if (compression !== COMPRESSION.group3) return undefined;
  const options = fieldOf(directory, TAG.T4Options, 0);
  const aligned = (options & 4) === 0 ? "" : "/EncodedByteAlign true";
  return `/K ${options & 1}/EndOfLine true${aligned}${black}`;
}

function swapBytes(data: Uint8Array): Uint8Array {
  return data.map((_, at) => data[at ^ 1] ?? 0);
}

function reverseBits(byte: number): number {
  let reversed = 0;
  for (let bit = 0; bit < 8; bit++) reversed |= ((byte >> bit) & 1) << (7 - bit);
  return reversed;
}
