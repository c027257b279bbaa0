import { grainy, scanOf } from "@/lib/extract/testing/scan_fixture.ts";
import { emlOf } from "@/lib/extract/testing/mail/mail_fixture.ts";
import { chunkedDocx, docxOf, paragraph, zipOf } from "@/lib/extract/testing/office_fixture.ts";
import { bombPdf, endlessPdf, nestedForms } from "@/lib/extract/testing/pdf_fixture.ts";
import { pictureOf, pngOf } from "@/lib/extract/testing/picture_fixture.ts";

const MAILS = 50;

/** Documents that are made to cost: memory, time, or what they unpack to. */
export async function bombs(): Promise<File[]> {
  const deep = "{a".repeat(100_000);
  const inflating = await docxOf(paragraph(" ".repeat(20_000_000)));
  const zipped = await zipOf({ "a.txt": " ".repeat(9_000_000), "b.txt": " ".repeat(9_000_000) });
  let mail = emlOf("Innermost", [{ type: "text/plain", content: "Jane Smith" }]);
  for (let depth = 1; depth < MAILS; depth++) {
    mail = emlOf(`Mail ${depth}`, [{ type: "message/rfc822", content: mail }]);
  }
  const white = pictureOf(1240, 1754, () => 255);
  const dot = pictureOf(1, 1, () => 0);
  const given: [name: string, bytes: Uint8Array | string][] = [
    ["inflates.pdf", bombPdf()],
    ["forms.pdf", nestedForms(30, 3)],
    ["endless.pdf", endlessPdf()],
    ["inflates.docx", inflating],
    ["bombs.docx", await chunkedDocx({ "word/a.docx": inflating, "word/b.docx": inflating })],
    ["deep.rtf", `{\\rtf1${deep}`],
    ["deep.html", "<b>".repeat(100_000)],
    ["zips.zip", await zipOf({ "a.zip": zipped, "b.zip": zipped })],
    ["mails.eml", mail],
    ["huge.png", await pngOf(dot, { claimed: [100_000, 100_000] })],
    ["noise.pdf", scanOf(grainy(white, 510), 5)],
  ];
  return given.map(([name, bytes]) => new File([bytes as BlobPart], name));
}
