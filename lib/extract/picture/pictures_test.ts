import { assert, assertEquals, assertRejects } from "@std/assert";
import type { GreyPicture } from "@/lib/extract/document/grey_picture.ts";
import { ExtractionError, type ExtractionReason } from "@/lib/extract/document/extraction_error.ts";
import { pagePicture } from "@/lib/extract/pdf/page_picture.ts";
import { loadPdfium } from "@/lib/extract/pdf/pdfium.ts";
import type { PictureKind } from "@/lib/extract/picture/picture_kind.ts";
import { PICTURE_READERS } from "@/lib/extract/picture/picture_pages.ts";
import { picturePdf } from "@/lib/extract/picture/picture_pdf.ts";
import { PARSER, readWasm } from "@/lib/extract/sandbox/sandbox_program.ts";
import {
  deflate,
  jpegOf,
  pictureOf,
  pngOf,
  stripsOf,
  tiffOf,
} from "@/lib/extract/testing/picture_fixture.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Nothing of it is the same when it is turned or mirrored. */
const PICTURE = pictureOf(48, 36, (x, y) => y < 6 && x < 30 ? 0 : x < 5 ? 90 : 180 + (x & 31));

const PDFIUM = await loadPdfium(await WebAssembly.compile(await readWasm(PARSER)));

async function drawn(kind: PictureKind, bytes: Bytes, index = 0): Promise<GreyPicture> {
  const page = await PICTURE_READERS[kind].page(bytes, index);
  return pagePicture(PDFIUM, picturePdf(page), { index: 0, drawn: "exact" });
}

/** Compares two pictures; JPEG and colours blur a little. */
function assertAlike(one: GreyPicture, other: GreyPicture, most = 3): void {
  assertEquals([one.width, one.height], [other.width, other.height]);
  const off = one.pixels.reduce((sum, grey, at) => sum + Math.abs(grey - other.pixels[at]), 0);
  assert(off / one.pixels.length <= most, `${off / one.pixels.length} off`);
}

const wide = { width: PICTURE.width, height: PICTURE.height };
const tiff = (page: object, littleEndian = true) =>
  tiffOf([{ ...wide, strips: stripsOf(PICTURE, 36), rowsPerStrip: 36, ...page }], littleEndian);
const withSamples = (samples: number, extra: number[] = []) =>
  Uint8Array.from([...PICTURE.pixels].flatMap((grey) => [...Array(samples).fill(grey), ...extra]));
const differences = (bytes: Bytes) =>
  bytes.map((grey, at) => at % PICTURE.width === 0 ? grey : grey - bytes[at - 1]);
/** Each row as literal runs of PackBits. */
const packBits = (bytes: Bytes) =>
  Uint8Array.from(
    stripsOf({ ...wide, pixels: bytes }, 1).flatMap((row) => [row.length - 1, ...row]),
  );

const ALIKE: Record<string, [PictureKind, () => Bytes | Promise<Bytes>]> = {
  "a grey PNG": ["png", () => pngOf(PICTURE)],
  "a PNG in colours": ["png", () => pngOf(PICTURE, { colorType: 2 })],
  "a PNG with a palette": ["png", () => pngOf(PICTURE, { colorType: 3 })],
  "a PNG of grey and opacity": ["png", () => pngOf(PICTURE, { colorType: 4 })],
  "a PNG in colours and opacity": ["png", () => pngOf(PICTURE, { colorType: 6 })],
  "a PNG of 16 bits": ["png", () => pngOf(PICTURE, { colorType: 2, depth: 16 })],
  "an interlaced PNG": ["png", () => pngOf(PICTURE, { colorType: 6, interlaced: true })],
  "a JPEG": ["jpeg", () => jpegOf(PICTURE)],
  "a TIFF": ["tiff", () => tiff({})],
  "a TIFF of the other byte order": ["tiff", () => tiff({}, false)],
  "a TIFF in strips": ["tiff", () => tiff({ strips: stripsOf(PICTURE, 5), rowsPerStrip: 5 })],
  "a deflated TIFF": [
    "tiff",
    async () => tiff({ compression: 8, strips: [await deflate(PICTURE.pixels)] }),
  ],
  "a TIFF of differences": [
    "tiff",
    async () =>
      tiff({
        compression: 8,
        strips: [await deflate(differences(PICTURE.pixels))],
        more: [[317, 3, [2]]],
      }),
  ],
  "a TIFF of PackBits": [
    "tiff",
    () => tiff({ compression: 32773, strips: [packBits(PICTURE.pixels)] }),
  ],
  "a TIFF in colours": [
    "tiff",
    () => tiff({ photometric: 2, samples: 3, strips: [withSamples(3)] }),
  ],
  "a TIFF in colours and opacity": [
    "tiff",
    () => tiff({ photometric: 2, samples: 4, strips: [withSamples(3, [255])] }),
  ],
  "a TIFF of grey and opacity": [
    "tiff",
    () => tiff({ samples: 2, strips: [withSamples(1, [255])] }),
  ],
  "a TIFF with white as 0": [
    "tiff",
    () => tiff({ photometric: 0, strips: [PICTURE.pixels.map((grey) => 255 - grey)] }),
  ],
  "a TIFF with a palette": [
    "tiff",
    () =>
      tiff({
        photometric: 3,
        more: [[320, 3, Array.from({ length: 768 }, (_, at) => (at % 256) * 257)]],
      }),
  ],
  "a TIFF of JPEG": [
    "tiff",
    async () =>
      tiff({ compression: 7, samples: 3, photometric: 6, strips: [await jpegOf(PICTURE)] }),
  ],
  "a TIFF of one strip for each colour": [
    "tiff",
    () =>
      tiff({
        photometric: 2,
        samples: 3,
        strips: [PICTURE.pixels, PICTURE.pixels, PICTURE.pixels],
        more: [[284, 3, [2]]],
      }),
  ],
};

for (const [what, [kind, bytes]] of Object.entries(ALIKE)) {
  Deno.test(`PICTURE_READERS reads ${what}`, async () => {
    const file = await bytes();
    assertEquals(PICTURE_READERS[kind].pages(file), 1);
    assertAlike(await drawn(kind, file), PICTURE);
  });
}

Deno.test("PICTURE_READERS shows what is transparent as white", async () => {
  const clear = await drawn("png", await pngOf(PICTURE, { colorType: 6, opacity: 0 }));
  assertAlike(clear, { ...PICTURE, pixels: PICTURE.pixels.map(() => 255) });
});

Deno.test("PICTURE_READERS reads black and white", async () => {
  const pixels = PICTURE.pixels.map((grey) => grey > 127 ? 255 : 0);
  assertAlike(await drawn("png", await pngOf(PICTURE, { depth: 1 })), { ...PICTURE, pixels });
  const bits = await pngOf(PICTURE, { depth: 1, interlaced: true });
  assertAlike(await drawn("png", bits), { ...PICTURE, pixels });
});

Deno.test("PICTURE_READERS reads faxes either way round", async () => {
  // A row without changes is one bit of Group 4: it is white, as the row before the first is.
  const strips = [new Uint8Array(8).fill(0xff)];
  const fax = (photometric: number, more: [number, number, number[]][] = []) =>
    tiff({ bits: 1, compression: 4, photometric, strips, more });
  for (const [photometric, grey] of [[0, 255], [1, 0]]) {
    const page = await drawn("tiff", fax(photometric));
    assertAlike(page, { ...PICTURE, pixels: PICTURE.pixels.map(() => grey) });
  }
  const turned = await drawn("tiff", fax(0, [[266, 3, [2]]]));
  assertAlike(turned, { ...PICTURE, pixels: PICTURE.pixels.map(() => 255) });
});

/** Where each orientation's first row and first column are seen (EXIF 2.3, 4.6.4). */
const TURNED: [orientation: number, place: (x: number, y: number) => [number, number]][] = [
  [1, (x, y) => [x, y]],
  [2, (x, y) => [47 - x, y]],
  [3, (x, y) => [47 - x, 35 - y]],
  [4, (x, y) => [x, 35 - y]],
  [5, (x, y) => [y, x]],
  [6, (x, y) => [35 - y, x]],
  [7, (x, y) => [35 - y, 47 - x]],
  [8, (x, y) => [y, 47 - x]],
];

for (const [orientation, place] of TURNED) {
  Deno.test(`PICTURE_READERS turns a photo of orientation ${orientation}`, async () => {
    const expected = orientation < 5 ? pictureOf(48, 36, () => 0) : pictureOf(36, 48, () => 0);
    PICTURE.pixels.forEach((grey, at) => {
      const [x, y] = place(at % 48, Math.floor(at / 48));
      expected.pixels[y * expected.width + x] = grey;
    });
    assertAlike(await drawn("jpeg", await jpegOf(PICTURE, orientation)), expected);
    const turned = tiff({ more: [[274, 3, [orientation]]] });
    assertAlike(await drawn("tiff", turned), expected);
  });
}

Deno.test("PICTURE_READERS reads the pages of a TIFF, and no thumbnails", async () => {
  const page = (grey: number, more: [number, number, number[]][] = []) => ({
    ...wide,
    strips: [PICTURE.pixels.map(() => grey)],
    rowsPerStrip: 36,
    more,
  });
  const thumbnail = page(9, [[254, 4, [1]]]);
  const file = tiffOf([thumbnail, ...[10, 20, 30, 40, 50, 60, 70].map((grey) => page(grey))]);
  assertEquals(PICTURE_READERS.tiff.pages(file), 6);
  assertEquals((await drawn("tiff", file, 4)).pixels[0], 50);
});

/** 64 x 32: black to the left, white to the right; lossy and lossless. */
const WEBP = {
  lossy:
    "UklGRhoCAABXRUJQVlA4WAoAAAAgAAAAPwAAHwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZWUDggLAAAADADAJ0BKkAAIAA+bTCURqQjIiEsCACADYlpAABcGaISzQAA/vudePxgIAAA",
  lossless:
    "UklGRgoCAABXRUJQVlA4WAoAAAAgAAAAPwAAHwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZWUDhMHAAAAC8/wAcADzD/8z//8x94EAsm+UsPoTei/1EF2wA=",
};

for (const [form, base64] of Object.entries(WEBP)) {
  Deno.test(`PICTURE_READERS reads a ${form} WebP`, async () => {
    const file = Uint8Array.fromBase64(base64);
    assertEquals(PICTURE_READERS.webp.pages(file), 1);
    assertAlike(await drawn("webp", file), pictureOf(64, 32, (x) => x < 32 ? 0 : 255), 6);
  });
}

const vp8x = (width: number, height: number) => {
  const u24 = (value: number) => [value & 255, (value >> 8) & 255, value >> 16];
  const start = [...new TextEncoder().encode("RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0")];
  return Uint8Array.from([...start, ...u24(width - 1), ...u24(height - 1), 0, 0]);
};

const REFUSED: Record<string, [PictureKind, () => Bytes | Promise<Bytes>, ExtractionReason]> = {
  "a PNG of 100,000 pixels either way": [
    "png",
    () => pngOf(PICTURE, { claimed: [100_000, 100_000] }),
    "too_many_pixels",
  ],
  "a TIFF of 100,000 pixels either way": [
    "tiff",
    () => tiff({ width: 100_000, height: 100_000 }),
    "too_many_pixels",
  ],
  "a WebP of 16,384 pixels either way": ["webp", () => vp8x(16_384, 16_384), "too_many_pixels"],
  "one pixel": ["png", () => pngOf(pictureOf(1, 1, () => 0)), "no_text"],
  "a TIFF of one pixel": ["tiff", () => tiff({ width: 1, height: 1 }), "no_text"],
  "a TIFF of no size": ["tiff", () => tiff({ width: 0 }), "corrupt"],
  "a TIFF of too few strips": ["tiff", () => tiff({ rowsPerStrip: 5 }), "corrupt"],
  "a TIFF of an unknown compression": ["tiff", () => tiff({ compression: 34_712 }), "unsupported"],
  "a cut PNG header": ["png", async () => (await pngOf(PICTURE)).slice(0, 20), "corrupt"],
  "a PNG without pixels": ["png", async () => (await pngOf(PICTURE)).slice(0, 33), "corrupt"],
  "a JPEG without a frame": ["jpeg", () => new Uint8Array([255, 216, 255, 217]), "corrupt"],
  "a WebP of nothing": ["webp", () => vp8x(64, 64), "corrupt"],
};

for (const [what, [kind, bytes, reason]] of Object.entries(REFUSED)) {
  Deno.test(`PICTURE_READERS refuses ${what}`, async () => {
    const file = await bytes();
    const read = async () => {
      PICTURE_READERS[kind].pages(file);
      await PICTURE_READERS[kind].page(file, 0);
    };
    assertEquals((await assertRejects(read, ExtractionError)).reason, reason);
  });
}

Deno.test("PICTURE_READERS inflates no more than a PNG's rows", async () => {
  const png = await pngOf({ ...pictureOf(48, 4_000, () => 7) }, { claimed: [48, 36] });
  const page = await PICTURE_READERS.png.page(png);
  assertEquals(page.tiles[0].data.length, 48 * 36);
});
