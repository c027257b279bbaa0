import { assert, assertEquals, assertRejects } from "@std/assert";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { Extractor } from "@/lib/extract/extractor.ts";
import { NoPagesError, ViewerBusyError } from "@/lib/extract/page_viewer.ts";
import { zipOf } from "@/lib/extract/testing/office_fixture.ts";
import { encryptedPdf, line, pdfOf, pdfOfPages } from "@/lib/extract/testing/pdf_fixture.ts";
import { jpegOf, pictureOf, pngOf } from "@/lib/extract/testing/picture_fixture.ts";
import { pngHeader, pngPage } from "@/lib/extract/picture/png.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const utf8 = (text: string) => new TextEncoder().encode(text);
const LINES = ["Ann Lee", "Wrote SQL for a bakery", "Baked bread"];
const PDF = pdfOfPages([
  LINES.map((text, at) => line(text, 72, 720 - at * 36)).join("") + "1 0 0 rg 0 0 306 396 re f",
  line("Wrote SQL for a mill", 300, 72),
]);

function asked(bytes: Uint8Array, name = "cv.pdf") {
  return { read: () => Promise.resolve(new Uint8Array(bytes)), name, by: "ann" };
}

function near(actual: number, expected: number, apart: number): void {
  assert(Math.abs(actual - expected) < apart, `${actual} is not ${expected}`);
}

/** A page that is cut to its lower half and turned by a quarter. */
function turnedPdf(): Bytes {
  const content = utf8(line("Wrote SQL", 100, 300));
  return pdfOf([
    { value: "<</Type/Catalog/Pages 2 0 R>>" },
    { value: "<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 600 800]/CropBox[0 0 600 400]>>" },
    {
      value: "<</Type/Page/Parent 2 0 R/Rotate 90/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    },
    { value: "<<>>", stream: content },
    { value: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>" },
  ]);
}

Deno.test("PageViewer", async (test) => {
  await using extractor = new Extractor({ size: 1 });

  await test.step("draws the pages of each kind that has some", async () => {
    const sizeOf = async (bytes: Uint8Array, name: string, page = 0, width = 400) => {
      const png = await extractor.pages.draw(asked(bytes, name), { page, width });
      if (png === null) return null;
      const { width: w, height: h, colorType } = pngHeader(png);
      return [w, h, colorType];
    };
    assertEquals(await sizeOf(PDF, "cv.pdf"), [400, 518, 2]);
    assertEquals(await sizeOf(PDF, "cv.pdf", 1, 1_000), [1_000, 1_294, 2]);
    assertEquals(await sizeOf(PDF, "cv.pdf", 2), null);
    assertEquals(await sizeOf(turnedPdf(), "cv.pdf"), [400, 600, 2]);
    const picture = pictureOf(800, 600, (x) => x & 255);
    assertEquals(await sizeOf(await jpegOf(picture), "cv.jpg"), [400, 300, 2]);
    assertEquals(await sizeOf(await jpegOf(picture, 6), "cv.jpg"), [400, 533, 2]);
    assertEquals(await sizeOf(await pngOf(picture), "cv.png"), [400, 300, 2]);
    const preview = { "QuickLook/Preview.pdf": new TextDecoder("latin1").decode(PDF) };
    assertEquals(await sizeOf(await zipOf(preview), "cv.pages"), [400, 518, 2]);
    const large = (await sizeOf(PDF, "cv.pdf", 0, 5_000))!;
    assert(large[0] < 1_800 && large[0] * large[1] < 4_000_000, String(large));
  });

  await test.step("draws in colour", async () => {
    const png = await extractor.pages.draw(asked(PDF), { page: 0, width: 200 });
    const { tiles: [{ data }] } = await pngPage(png!);
    // Red, as grey, in the lower left quarter and white in the lower right one.
    const [red, white] = [data[240 * 200 + 50], data[240 * 200 + 150]];
    assert(red > 40 && red < 120 && white === 255, `${red} ${white}`);
  });

  await test.step("says where lines of the text stand", async () => {
    const text = `${LINES.join("\n\n")}\n\nWrote SQL for a mill`;
    const read = await extractor.extract(PDF, "cv.pdf");
    assertEquals(read.text, text);
    const wanted = { text: () => Promise.resolve(utf8(text)), lines: [3, 7], key: "a" };
    const { pages, boxes } = await extractor.pages.places(asked(PDF), wanted);
    assertEquals(pages, [{ width: 612, height: 792 }, { width: 612, height: 792 }]);
    assertEquals(boxes.map(({ line, page }) => [line, page]), [[3, 0], [7, 1]]);
    const [first, second] = boxes;
    near(first.x, 72 / 612, 0.01);
    assert(first.y < 108 / 792 && first.y + first.h > 108 / 792 && first.h < 0.03);
    near(second.x, 300 / 612, 0.01);
    near(second.y + second.h, 720 / 792, 0.01);
    const turned = { text: () => Promise.resolve(utf8("Wrote SQL")), lines: [1], key: "b" };
    const { pages: [page], boxes: [box] } = await extractor.pages.places(
      asked(turnedPdf()),
      turned,
    );
    assertEquals(page, { width: 400, height: 600 });
    // Turned by a quarter clockwise: from 100 points left it comes to 100 from the top.
    near(box.y, 100 / 600, 0.01);
    assert(box.h > box.w && box.x < 0.75 && box.x + box.w >= 0.74, JSON.stringify(box));
  });

  await test.step("refuses what has no pages, and what can't be drawn", async () => {
    const ask = (bytes: Uint8Array, name: string) =>
      extractor.pages.draw(asked(bytes, name), { page: 0, width: 200 });
    for (
      const [name, bytes] of Object.entries({ "cv.txt": utf8("Ann"), "cv.rtf": utf8("{\\rtf1 A}") })
    ) {
      await assertRejects(() => ask(bytes, name), NoPagesError);
    }
    const bare = await zipOf({ "Index.zip": "x" });
    await assertRejects(() => ask(bare, "cv.pages"), NoPagesError);
    const corrupt = await assertRejects(() => ask(utf8("%PDF-1.7\nx"), "cv.pdf"), ExtractionError);
    assertEquals(corrupt.reason, "corrupt");
    const locked = await assertRejects(() => ask(encryptedPdf(), "cv.pdf"), ExtractionError);
    assertEquals(locked.reason, "encrypted");
    assert(await ask(PDF, "cv.pdf") !== null);
  });

  await test.step("lets nobody take all the room", async () => {
    const gate = Promise.withResolvers<void>();
    const read = async () => {
      await gate.promise;
      return utf8("Ann");
    };
    const ask = (by: string) =>
      extractor.pages.draw({ read, name: "a.txt", by }, { page: 0, width: 200 }).then(
        () => "drawn",
        (error) => error.constructor,
      );
    const first = Array.from({ length: 12 }, () => ask("ann"));
    assertEquals(await ask("ann"), ViewerBusyError);
    const other = ask("ben");
    gate.resolve();
    assertEquals(await Promise.all([...first, other]), Array(13).fill(NoPagesError));
  });
});
