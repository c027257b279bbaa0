import { assertEquals } from "@std/assert";
import { line, pdfOf, pdfOfPages } from "@/lib/extract/testing/pdf_fixture.ts";
import { testParser } from "@/lib/extract/testing/parser_fixture.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const FONT = "/Resources<</Font<</F1 5 0 R>>>>";
const PROSE =
  "Senior Backend Engineer at Northwind Pay since March 2019, built payment services in " +
  "Python and PostgreSQL and led a team of engineers through two rewrites of the platform";

/** A page of lines in a font whose map to Unicode says for each letter the one `by` places further. */
function mapped(by: number): Uint8Array<ArrayBuffer> {
  const rows = Array.from({ length: 52 }, (_, at) => {
    const code = (at < 26 ? 65 : 71) + at;
    const first = at < 26 ? 65 : 97;
    const to = first + (code - first + by) % 26;
    return `<${code.toString(16)}> <00${to.toString(16)}>`;
  });
  const map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def " +
    "1 begincodespacerange <00> <ff> endcodespacerange " +
    `52 beginbfchar ${rows.join(" ")} endbfchar endcmap end end`;
  return pdfOf([
    { value: "<</Type/Catalog/Pages 2 0 R>>" },
    { value: "<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 612 792]>>" },
    { value: `<</Type/Page/Parent 2 0 R/Contents 4 0 R${FONT}>>` },
    {
      value: "<<>>",
      stream: utf8(
        (PROSE.match(/.{1,60}(?: |$)/g) ?? [])
          .map((text, at) => line(text, 72, 700 - at * 14)).join(""),
      ),
    },
    {
      value: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding" +
        "/ToUnicode 6 0 R>>",
    },
    { value: "<<>>", stream: utf8(map) },
  ]);
}

/** A form of text fields with their values; viewers are to draw them. */
function form(values: readonly string[]): Uint8Array<ArrayBuffer> {
  const first = 6;
  const kids = values.map((_, at) => `${first + at} 0 R`).join(" ");
  const labels = values.map((_, at) => line(`Label ${at + 1}:`, 72, 703 - at * 30)).join("");
  return pdfOf([
    { value: `<</Type/Catalog/Pages 2 0 R/AcroForm<</NeedAppearances true/Fields[${kids}]>>>>` },
    { value: "<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 612 792]>>" },
    { value: `<</Type/Page/Parent 2 0 R/Contents 4 0 R/Annots[${kids}]${FONT}>>` },
    { value: "<<>>", stream: utf8(labels) },
    { value: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>" },
    ...values.map((value, at) => ({
      value: `<</Type/Annot/Subtype/Widget/FT/Tx/T(f${at})/V(${value})/F 4` +
        `/Rect[172 ${700 - at * 30} 372 ${716 - at * 30}]>>`,
    })),
  ]);
}

function withAttachment(text: string): Uint8Array<ArrayBuffer> {
  return pdfOf([
    { value: "<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(cv.pdf) 6 0 R]>>>>>>" },
    { value: "<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 612 792]>>" },
    { value: `<</Type/Page/Parent 2 0 R/Contents 4 0 R${FONT}>>` },
    { value: "<<>>", stream: utf8(line(text, 72, 700)) },
    { value: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>" },
    { value: "<</Type/Filespec/F(cv.pdf)/EF<</F 7 0 R>>>>" },
    { value: "<</Type/EmbeddedFile>>", stream: utf8("%PDF-1.7") },
  ]);
}

const PICTURE = "q 500 0 0 700 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 99> EI Q\n";
const MAILTO = pdfOf([
  { value: "<</Type/Catalog/Pages 2 0 R>>" },
  { value: "<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 612 792]>>" },
  { value: `<</Type/Page/Parent 2 0 R/Contents 4 0 R/Annots[6 0 R]${FONT}>>` },
  { value: "<<>>", stream: utf8(line("Jane Smith", 72, 700) + line("Write to me", 72, 686)) },
  { value: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>" },
  {
    value: "<</Type/Annot/Subtype/Link/Rect[72 680 140 700]" +
      "/A<</S/URI/URI(mailto:jane%40example.org?subject=Hi)>>>>",
  },
]);

/** A file, and the text, the reason and the pages for OCR that it comes to. */
const FILES: Record<string, [Uint8Array<ArrayBuffer>, string | RegExp, string | null, number[]]> = {
  "a right map to Unicode": [mapped(0), /^Senior Backend/, null, []],
  "a wrong map to Unicode": [mapped(3), "", "garbled", [0]],
  "a page that is a picture": [pdfOfPages([PICTURE]), "", "no_text", [0]],
  "a page of text and one that is a picture": [
    pdfOfPages([line("Jane", 72, 700), PICTURE + line("Scanned by X", 72, 20)]),
    "Jane",
    null,
    [1],
  ],
  "seven pictures": [pdfOfPages(Array(7).fill(PICTURE)), "", "no_text", [0, 1, 2, 3, 4]],
  "an empty page": [pdfOfPages([""]), "", "no_text", [0]],
  "an XFA form's cover": [
    pdfOfPages([line("Please wait... If this message is not eventually replaced with", 72, 700)]),
    "",
    "xfa_form",
    [],
  ],
  "a portfolio's cover": [
    withAttachment("For the best experience, open this PDF portfolio in Acrobat"),
    "",
    "portfolio",
    [],
  ],
  "a resume with a file attached": [withAttachment(PROSE), /^Senior Backend/, null, []],
  "an empty form": [form(["", "", "", "", ""]), "", "empty_form", []],
  "a filled form that viewers draw": [
    form(["Jane Smith", "", "Engineer", "", ""]),
    /Label 1:\tJane Smith\n[^]*Label 3:\tEngineer/,
    null,
    [],
  ],
  "an address behind a link": [MAILTO, "Jane Smith\njane@example.org\nWrite to me", null, []],
};

Deno.test("pdfText says what it can't read, and which pages only OCR can", async (t) => {
  const parser = await testParser();
  for (const [what, [bytes, text, reason, pages]] of Object.entries(FILES)) {
    await t.step(what, async () => {
      const answer = await parser.parse("pdf", bytes);
      assertEquals([answer.reason, answer.needs_ocr], [reason, pages]);
      if (typeof text === "string") assertEquals(answer.text, text);
      else assertEquals(text.test(answer.text), true, answer.text);
    });
  }
});
