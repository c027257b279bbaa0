import { assertEquals } from "@std/assert";
import { deflated, line, pdfOf, pdfOfPages } from "@/lib/extract/testing/pdf_fixture.ts";
import { testParser } from "@/lib/extract/testing/parser_fixture.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const WORDS = "Kafka Terraform Rust Go Scala Spark";
const NAME = line("Jane Smith", 72, 740);
const AT = "60 490 300 30";
const keywords = (before = "") => line(WORDS, 72, 500, 11, before);
const picture = (grey: string, box: string) =>
  `q ${box} cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID ${grey}> EI Q\n`;
const GS = "/ExtGState<</Clear<</ca 0>>/Faint<</ca .04>>/Half<</ca .5>>>>";

/** A page's content, and whether a person sees its last line. */
const PAGES: Record<string, [string, boolean]> = {
  "black on white": [keywords(), true],
  "behind a picture": [keywords() + picture("dd", "300 0 0 30 60 490"), false],
  "before a picture": [picture("dd", "300 0 0 30 60 490") + keywords(), true],
  "white on a dark picture": [picture("22", "300 0 0 30 60 490") + keywords("1 1 1 rg"), true],
  "white on a white picture": [picture("ff", "300 0 0 30 60 490") + keywords("1 1 1 rg"), false],
  "black on a black picture": [picture("00", "300 0 0 30 60 490") + keywords(), false],
  "under a white rectangle": [`${keywords()}1 1 1 rg ${AT} re f\n`, false],
  "under a half clear rectangle": [`${keywords()}/Half gs 1 1 1 rg ${AT} re f\n`, true],
  "under a thick white line": [`${keywords()}1 1 1 RG 30 w 60 505 m 360 505 l S\n`, false],
  "under a round white shape": [
    `${keywords()}1 1 1 rg 40 480 m 40 560 380 560 380 480 c 380 440 40 440 40 480 c f\n`,
    false,
  ],
  "over a rule that was drawn later": [`${keywords()}1 w 60 495 m 360 495 l S\n`, true],
  "white on a bar that is a thick line": [
    `0 0 .4 RG 30 w 60 505 m 360 505 l S\n${keywords("1 1 1 rg")}`,
    true,
  ],
  "clipped away": [`q 0 0 50 50 re W n\n${keywords()}Q\n`, false],
  "inside its clip": [`q ${AT} re W n\n${keywords()}Q\n`, true],
  "transparent": [keywords("/Clear gs"), false],
  "faint": [keywords("/Faint gs"), false],
  "half transparent": [keywords("/Half gs"), true],
  "drawn by strokes": [keywords("1 Tr"), true],
  "drawn by white strokes": [keywords("1 1 1 RG 1 Tr"), false],
  "as a clip": [keywords("7 Tr"), false],
  "nearly white on white": [keywords("0.95 0.96 0.95 rg"), false],
  "pale grey on white": [keywords("0.8 0.8 0.8 rg"), true],
};

Deno.test("pdfText leaves out and quotes what can't be seen, and nothing else", async (t) => {
  const parser = await testParser();
  for (const [what, [content, seen]] of Object.entries(PAGES)) {
    await t.step(what, async () => {
      const answer = await parser.parse("pdf", pdfOfPages([NAME + content], GS));
      assertEquals(answer.hidden, seen ? null : WORDS);
      assertEquals(answer.text.includes("Kafka"), seen);
      assertEquals(answer.text.startsWith("Jane Smith"), true);
    });
  }
});

/** A page with a line in a layer, marked in the page or around a form, that is on or off. */
function layered(off: boolean, inForm: boolean): Uint8Array<ArrayBuffer> {
  const font = "/Font<</F1 5 0 R>>";
  const content = inForm ? "/X Do" : `/OC /L BDC ${keywords()} EMC`;
  return pdfOf([
    {
      value: `<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R]/D<<${
        off ? "/OFF[6 0 R]" : ""
      }>>>>>>`,
    },
    { value: "<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 612 792]>>" },
    {
      value: `<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<${font}` +
        "/Properties<</L 6 0 R>>/XObject<</X 7 0 R>>>>>>",
    },
    { value: "<<>>", stream: utf8(NAME + content) },
    { value: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>" },
    { value: "<</Type/OCG/Name(L)>>" },
    {
      value: `<</Type/XObject/Subtype/Form/BBox[0 0 612 792]/OC 6 0 R/Resources<<${font}>>>>`,
      stream: utf8(keywords()),
    },
  ]);
}

Deno.test("pdfText reads layers that are on, and leaves out those that are off", async () => {
  const parser = await testParser();
  for (const inForm of [false, true]) {
    for (const off of [false, true]) {
      const { hidden } = await parser.parse("pdf", layered(off, inForm));
      assertEquals([inForm, off, hidden], [inForm, off, off ? WORDS : null]);
    }
  }
});

Deno.test("pdfText takes slips for what they are", async () => {
  const parser = await testParser();
  const slips: Record<string, [string, string]> = {
    "a line's end under a photo": [
      line("mara.lindqvist@example.org", 72, 500) + picture("88", "40 0 0 40 170 480"),
      "mara.lindqvist@example.org",
    ],
    "a shadow": [
      line("Designer of shops", 73, 499, 11, "1 1 1 rg") +
      line("Designer of shops", 72, 500, 11, "0 0 0 rg"),
      "Designer of shops",
    ],
    "a mark of the program that made the file": [
      line("Powered by TCPDF (www.tcpdf.org)", 72, 10, 1),
      "",
    ],
    "a page number in white": [line("1 2", 72, 500, 11, "1 1 1 rg"), ""],
  };
  for (const [what, [content, text]] of Object.entries(slips)) {
    const answer = await parser.parse("pdf", pdfOfPages([NAME + content]));
    assertEquals([what, answer.hidden, answer.text.includes(text)], [what, null, true]);
  }
});

const SCANNED = "Senior engineer at Northwind Pay, who built the APIs of its payments";

/** A scan: noise of ink where the words are, and a text layer of those words and of others. */
function scan(layer: string): Uint8Array<ArrayBuffer> {
  const bars = Array.from({ length: 80 }, (_, at) => `${72 + at * 5} 701 2 7 re f\n`).join("");
  return pdfOfPages([
    picture("f8", "612 0 0 792 0 0") + `0 0 0 rg ${bars}` + layer,
  ]);
}

Deno.test("pdfText takes invisible text over a picture of it for what it says", async () => {
  const parser = await testParser();
  const layer = line(SCANNED, 72, 700, 11, "3 Tr");
  const read = await parser.parse("pdf", scan(layer));
  assertEquals([read.text, read.hidden], [SCANNED, null]);
  const trick = await parser.parse("pdf", scan(layer + keywords("3 Tr")));
  assertEquals([trick.text, trick.hidden], [SCANNED, WORDS]);
});

Deno.test("pdfText ends in time where there is much to look at", async (t) => {
  const parser = await testParser();
  const white = (count: number) =>
    Array.from(
      { length: count },
      (_, at) => line("wizard ".repeat(10), (at * 7) % 500, (at * 11) % 780, 8, "1 1 1 rg"),
    ).join("");
  const bombs: Record<
    string,
    () => Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>
  > = {
    "30 pages to look at": () => pdfOfPages(Array(30).fill(white(10))),
    "a page of 200 inches": () =>
      pdfOf([
        { value: "<</Type/Catalog/Pages 2 0 R>>" },
        { value: "<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 14400 14400]>>" },
        { value: "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>" },
        { value: "<<>>", stream: utf8(white(500)) },
        { value: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>" },
      ]),
    "10,000 layers in one another": () =>
      pdfOfPages(["/OC /L BDC ".repeat(10_000) + white(1) + "EMC ".repeat(10_000)]),
    "30,000 shapes": async () =>
      pdfOfPages([await deflated(utf8(white(50) + "1 1 1 rg 0 0 9 9 re f\n".repeat(30_000)))]),
    "letters as large as the page": () =>
      pdfOfPages([line("W".repeat(3_000), -5_000, 10, 2_000, "1 1 1 rg")]),
    "5,000 annotations": () => {
      const links = Array(5_000).fill("6 0 R").join(" ");
      return pdfOf([
        { value: "<</Type/Catalog/Pages 2 0 R>>" },
        { value: "<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 612 792]>>" },
        {
          value: `<</Type/Page/Parent 2 0 R/Contents 4 0 R/Annots[${links}]` +
            "/Resources<</Font<</F1 5 0 R>>>>>>",
        },
        { value: "<<>>", stream: utf8(NAME) },
        { value: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>" },
        {
          value: "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(mailto:" +
            `${"a".repeat(5_000)}@example.org)>>>>`,
        },
      ]);
    },
  };
  for (const [what, bytes] of Object.entries(bombs)) {
    await t.step(what, async () => {
      const answer = await parser.parse("pdf", await bytes());
      assertEquals(answer.broken, false);
    });
  }
});
