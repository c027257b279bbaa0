import { assertEquals } from "@std/assert";
import { docxText } from "@/lib/extract/office/docx_text.ts";
import { ZipArchive } from "@/lib/extract/office/zip_archive.ts";
import { docxOf, paragraph } from "@/lib/extract/testing/office_fixture.ts";

const WHITE = '<w:color w:val="FFFFFF"/>';
const dark = '<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>';
const light = '<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/>';
const style = (id: string, type: string, content: string, base = "") =>
  `<w:style w:type="${type}" w:styleId="${id}">${base && `<w:basedOn w:val="${base}"/>`}` +
  `${content}</w:style>`;
const STYLES = '<?xml version="1.0"?><w:styles xmlns:w="w">' +
  style("Pale", "character", `<w:rPr>${WHITE}</w:rPr>`) +
  style("Gone", "character", "<w:rPr><w:vanish/></w:rPr>") +
  style("Banner", "paragraph", `<w:pPr>${dark}</w:pPr><w:rPr>${WHITE}</w:rPr>`) +
  style("Paler", "paragraph", `<w:rPr>${WHITE}</w:rPr>`) +
  style("Palest", "paragraph", "", "Paler") +
  style("Plain", "table", "") +
  style(
    "Grid",
    "table",
    `<w:tblStylePr w:type="firstRow"><w:tcPr>${dark}</w:tcPr></w:tblStylePr>`,
  ) +
  "</w:styles>";
const styled = (id: string) => `<w:rStyle w:val="${id}"/>`;
const inStyle = (id: string) => `<w:pStyle w:val="${id}"/>`;
const table = (content: string, ofTable = "", ofCell = "") =>
  `<w:tbl><w:tblPr>${ofTable}</w:tblPr><w:tr><w:tc><w:tcPr>${ofCell}</w:tcPr>${content}</w:tc>` +
  "</w:tr></w:tbl>";
const white = paragraph("wizard", WHITE);

/** A body, and whether its word can be seen. */
const BODIES: Record<string, [string, boolean]> = {
  "white": [white, false],
  "white on a dark paragraph": [paragraph("wizard", WHITE, dark), true],
  "white on a dark run": [paragraph("wizard", WHITE + dark), true],
  "white on a white paragraph": [paragraph("wizard", WHITE, light), false],
  "white on a white run in a dark paragraph": [paragraph("wizard", WHITE + light, dark), false],
  "white, marked yellow": [paragraph("wizard", `${WHITE}<w:highlight w:val="yellow"/>`), true],
  "white by a character style": [paragraph("wizard", styled("Pale")), false],
  "hidden by a character style": [paragraph("wizard", styled("Gone")), false],
  "white by a style that another builds on": [paragraph("wizard", "", inStyle("Palest")), false],
  "white on dark by a paragraph style": [paragraph("wizard", "", inStyle("Banner")), true],
  "black in a white style": [
    paragraph("wizard", '<w:color w:val="000000"/>', inStyle("Paler")),
    true,
  ],
  "white in a dark cell": [table(white, "", dark), true],
  "white in a cell without colour": [table(white), false],
  "white in a table whose style has none": [table(white, '<w:tblStyle w:val="Plain"/>'), false],
  "white in a table whose style has one": [table(white, '<w:tblStyle w:val="Grid"/>'), true],
  "white in a table of an unknown style": [table(white, '<w:tblStyle w:val="Own"/>'), true],
  "white in a table in a dark cell": [table(table(white), "", dark), true],
  "white after a shape that floats": [
    `<w:p><w:r><w:drawing><wp:anchor xmlns:wp="p" behindDoc="1"/></w:drawing></w:r></w:p>${white}`,
    true,
  ],
};

Deno.test("docxText leaves out and quotes what can't be seen, by styles and shading too", async () => {
  for (const [what, [body, seen]] of Object.entries(BODIES)) {
    const bytes = await docxOf(paragraph("Jane") + body, { "word/styles.xml": STYLES });
    const found = await docxText(await ZipArchive.open(bytes));
    assertEquals([what, found.text.includes("wizard"), found.hidden], [what, seen, seen ? 0 : 6]);
    if (!seen) assertEquals(found.hiddenText?.trim(), "wizard");
  }
});
