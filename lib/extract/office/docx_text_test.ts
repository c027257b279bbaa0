import { assertEquals } from "@std/assert";
import { docxOf, paragraph, wordXml } from "@/lib/extract/testing/office_fixture.ts";
import { ZipArchive } from "@/lib/extract/office/zip_archive.ts";
import { docxText } from "@/lib/extract/office/docx_text.ts";

const run = (content: string) => `<w:r>${content}</w:r>`;
const text = (content: string) => `<w:t>${content}</w:t>`;
const cell = (content: string) => `<w:tc>${content}</w:tc>`;
const box = (content: string) => `<w:txbxContent>${content}</w:txbxContent>`;

/** A body, the text that is to come of it, and how many characters of it are hidden. */
const BODIES: Record<string, [string, string, number]> = {
  "tabs, breaks and hyphens": [
    `<w:p>${run(`${text("Acme")}<w:tab/>${text("2019")}<w:br/>${text("on")}<w:noBreakHyphen/>`)}${
      run(text("call"))
    }</w:p>`,
    "Acme\t2019\non-call",
    0,
  ],
  "tab stops as no tabs": [
    paragraph("Acme", "", "<w:tabs><w:tab/><w:tab/></w:tabs>"),
    "Acme",
    0,
  ],
  "list items": [paragraph("Built it", "", "<w:numPr/>"), "• Built it", 0],
  "a row of short cells as a line": [
    `<w:tbl><w:tr>${cell(paragraph("Acme"))}${cell(paragraph("2019"))}</w:tr></w:tbl>`,
    "Acme\t2019",
    0,
  ],
  "a table that makes columns": [
    `<w:tbl><w:tr>${cell(paragraph("Skills") + paragraph("Deno"))}${
      cell(paragraph("Work") + paragraph("Acme"))
    }</w:tr></w:tbl>`,
    "Skills\nDeno\n\nWork\nAcme",
    0,
  ],
  "a text box once": [
    `<w:p>${run(text("Jane"))}<w:r><mc:AlternateContent><mc:Choice>${
      box(paragraph("Berlin"))
    }</mc:Choice><mc:Fallback>${
      box(paragraph("Berlin"))
    }</mc:Fallback></mc:AlternateContent></w:r>${run(text(" Smith"))}</w:p>`,
    "Jane Smith\nBerlin",
    0,
  ],
  "no deleted text, no field codes": [
    `<w:p><w:del>${run("<w:delText>old</w:delText>")}</w:del><w:ins>${run(text("new"))}</w:ins>${
      run("<w:instrText>HYPERLINK</w:instrText>")
    }</w:p>`,
    "new",
    0,
  ],
  "hidden runs apart": [paragraph("wizard", "<w:vanish/>") + paragraph("Jane"), "Jane", 6],
  "runs that are not hidden after all": [
    paragraph("Jane", '<w:vanish w:val="0"/>'),
    "Jane",
    0,
  ],
  "white runs apart": [
    paragraph("wizard", '<w:color w:val="FFFFFF"/>') + paragraph("Jane"),
    "Jane",
    6,
  ],
  "white runs on a dark ground": [
    paragraph("Jane", '<w:color w:val="FFFFFF"/>', '<w:shd w:fill="000000"/>'),
    "Jane",
    0,
  ],
  "tiny runs apart": [paragraph("wizard", '<w:sz w:val="2"/>') + paragraph("Jane"), "Jane", 6],
};

Deno.test("docxText keeps", async (t) => {
  for (const [what, [body, expected, hidden]] of Object.entries(BODIES)) {
    await t.step(what, async () => {
      const found = await docxText(await ZipArchive.open(await docxOf(body)));
      assertEquals([found.text.trim(), found.hidden], [expected, hidden]);
    });
  }
  await t.step("headers before and footers after, the same only once", async () => {
    const found = await docxText(
      await ZipArchive.open(
        await docxOf(paragraph("Body"), {
          "word/header1.xml": wordXml(paragraph("Jane"), "hdr"),
          "word/header2.xml": wordXml(paragraph("Jane"), "hdr"),
          "word/footer1.xml": wordXml(paragraph("Page 1"), "ftr"),
        }),
      ),
    );
    assertEquals(found.text, "Jane\n\nBody\n\nPage 1");
  });
});
