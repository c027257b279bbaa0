import { assert, assertEquals, assertRejects } from "@std/assert";
import { existsSync } from "node:fs";
import { BusyError } from "@/lib/async/busy_error.ts";
import { ExtractionError, type ExtractionReason } from "@/lib/extract/document/extraction_error.ts";
import type { GreyPicture } from "@/lib/extract/document/grey_picture.ts";
import { Extractor } from "@/lib/extract/extractor.ts";
import { turnBy, turnHalf, turnQuarter } from "@/lib/extract/ocr/turn.ts";
import { scanFigures, scansIn } from "@/lib/extract/testing/ocr_figures.ts";
import { line, pdfOfPages } from "@/lib/extract/testing/pdf_fixture.ts";
import {
  jpegOf,
  pictureOf,
  pngOf,
  stripsOf,
  tiffOf,
} from "@/lib/extract/testing/picture_fixture.ts";
import { isThorough, rounds } from "@/testing/thorough.ts";
import { grainy, pageOf, SCANNED, scanOf } from "@/lib/extract/testing/scan_fixture.ts";

/** Nothing here is timed, as `deno task eval` says how long a page takes, and the machine may be busy. In milliseconds. */
const PATIENCE = 300_000;

/** Each PDF beside its words. */
const SCANS = new URL("../../../shared/cases/scans", import.meta.url).pathname;
const LEAST = 0.93;

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}.@]+/gu) ?? [];
const PAGE = await pageOf(SCANNED);
const SHORT = SCANNED.slice(0, 3);
const SHORT_PAGE = await pageOf(SHORT);

/** Of the words that stand on the page, the part that was read. */
function found(text: string, lines: readonly string[] = SCANNED): number {
  const read = new Set(wordsOf(text));
  const all = wordsOf(lines.join(" "));
  return all.filter((word) => read.has(word)).length / all.length;
}

function multiPage(pages: GreyPicture[]): Uint8Array {
  return tiffOf(pages.map((page) => ({
    width: page.width,
    height: page.height,
    strips: stripsOf(page, 64),
    rowsPerStrip: 64,
  })));
}

/** Each reads a whole page once or twice, which takes seconds; the others are tried where thorough. */
const FEW = ["a scan that lies askew", "a photo that EXIF turns"];
const READ: Record<string, [string, () => Uint8Array | Promise<Uint8Array>]> = {
  "a scan": ["cv.pdf", () => scanOf(grainy(PAGE, 60))],
  "a scan that lies askew": ["cv.pdf", () => scanOf(grainy(turnBy(PAGE, -6.5), 40))],
  "a scan upside down": ["cv.pdf", () => scanOf(turnHalf(PAGE))],
  "a scan on its side": ["cv.pdf", () => scanOf(turnQuarter(PAGE))],
  "a scan on its other side": ["cv.pdf", () => scanOf(turnHalf(turnQuarter(PAGE)))],
  "a photo": ["photo.jpg", () => jpegOf(grainy(PAGE, 30))],
  "a photo that EXIF turns": ["photo.jpg", () => jpegOf(turnQuarter(turnHalf(PAGE)), 6)],
  "a screenshot": ["cv", () => pngOf(PAGE, { colorType: 6 })],
  "a TIFF of two pages": ["cv.tif", async () => multiPage([await pageOf(["Second page"]), PAGE])],
};

const REFUSED: Record<
  string,
  [string, () => Uint8Array | Promise<Uint8Array>, ExtractionReason[]]
> = {
  "a PDF of no text": ["scan.pdf", () => pdfOfPages(["0 0 100 100 re f"]), ["no_words"]],
  "a PDF of hidden text only": ["cv.pdf", () => pdfOfPages([line("Jane", 72, 700, 2)]), [
    "no_words",
  ]],
  "a picture of one pixel": ["a.png", () => pngOf(pictureOf(1, 1, () => 0)), ["no_text"]],
  "a white page": ["cv.pdf", () => scanOf(pictureOf(1240, 1754, () => 255)), [
    "no_words",
    "no_text",
  ]],
  "a picture without words": [
    "a.jpg",
    () => jpegOf(pictureOf(400, 300, (x, y) => (x * y) >> 6 & 255)),
    ["no_words"],
  ],
  "noise": ["a.png", () => pngOf(grainy(pictureOf(1240, 1754, () => 128), 255)), ["no_words"]],
  "a PNG of 100,000 pixels either way": [
    "a.png",
    () => pngOf(PAGE, { claimed: [100_000, 100_000] }),
    ["too_many_pixels"],
  ],
  "a TIFF of 100,000 pixels either way": [
    "a.tif",
    () => tiffOf([{ width: 100_000, height: 100_000, strips: [PAGE.pixels], rowsPerStrip: 9 }]),
    ["too_many_pixels"],
  ],
  "many pages of pictures without words": [
    "a.pdf",
    () => scanOf(pictureOf(300, 400, (x) => x & 255), rounds(2, 30)),
    ["no_words"],
  ],
};

Deno.test("Extractor reads pages without text by OCR", async (t) => {
  const ocr = { timeoutMs: PATIENCE, places: 1 };
  await using extractor = new Extractor({ size: 1, timeoutMs: PATIENCE, ocr, sandbox: "process" });
  const isTried = (what: string) => isThorough() || FEW.includes(what);
  for (const [what, [name, bytes]] of Object.entries(READ).filter(([what]) => isTried(what))) {
    await t.step(`reads ${what}`, async () => {
      const { text } = await extractor.extract(await bytes(), name);
      assert(found(text) >= 0.9, `${found(text)}: ${text}`);
    });
  }
  await t.step({
    name: `reads the words of scans (F1 ${LEAST} or more; needs ${SCANS})`,
    ignore: !existsSync(SCANS),
    async fn() {
      const scans = await scansIn(SCANS);
      // The smallest is read in half the time.
      const few = scans.toSorted((one, other) => one.bytes.length - other.bytes.length).slice(0, 1);
      const figures = await scanFigures(extractor, isThorough() ? scans : few);
      for (const { name, words } of figures) assert(words >= LEAST, `${name}: ${words}`);
      assert(figures.length > 0);
    },
  });
  const refused = Object.entries(REFUSED).filter(([what]) => isThorough() || what !== "noise");
  for (const [what, [name, bytes, reasons]] of refused) {
    await t.step(`refuses ${what}`, async () => {
      const file = await bytes();
      const error = await assertRejects(() => extractor.extract(file, name), ExtractionError);
      assert(reasons.includes(error.reason), error.reason);
      assertEquals(error.retryable, false);
    });
  }
  await t.step("says so", async () => {
    const scan = { job: "Must have: Python", now: new Date() };
    const six = multiPage([SHORT_PAGE, ...Array(5).fill(pictureOf(300, 400, () => 255))]);
    const { assessment } = await extractor.screen(six, "cv.tif", scan);
    const warning = { code: "read_by_ocr" as const, message: "Read by OCR: check the text" };
    assertEquals(assessment.warnings.filter(({ code }) => code === "read_by_ocr"), [warning]);
    assertEquals(assessment.candidate.email, "mara.lindqvist@example.com");
    assertEquals(assessment.warnings.slice(0, 2).map(({ code }) => code), [
      "read_by_ocr",
      "unreadable",
    ]);
  });
  await t.step(
    "sends away who needs OCR while all its places are taken, and reads on",
    async () => {
      const scan = scanOf(SHORT_PAGE);
      const all = await Promise.allSettled([1, 2, 3].map(() => extractor.extract(scan, "cv.pdf")));
      const busy = all.filter(({ status }) => status === "rejected");
      assertEquals(busy.length, 2);
      for (const { reason } of busy as PromiseRejectedResult[]) {
        assert(reason instanceof BusyError && reason.waitMs > 0, String(reason));
      }
      extractor.checkOcr();
    },
  );
  await t.step("ends a page that takes too long, and only that", async () => {
    await using hasty = new Extractor({ size: 1, timeoutMs: PATIENCE, ocr: { timeoutMs: 1 } });
    const error = await assertRejects(() => hasty.extract(scanOf(PAGE), "cv.pdf"), ExtractionError);
    assertEquals(error.reason, "ocr_timeout");
    assertEquals((await hasty.extract(new TextEncoder().encode("Jane"), "cv.txt")).text, "Jane");
  });
});

Deno.test("Extractor reads by OCR in a Worker where there are no processes", async () => {
  const ocr = { timeoutMs: PATIENCE };
  await using extractor = new Extractor({ size: 1, timeoutMs: PATIENCE, ocr, sandbox: "worker" });
  assert(found((await extractor.extract(scanOf(SHORT_PAGE), "cv.pdf")).text, SHORT) >= 0.9);
});
