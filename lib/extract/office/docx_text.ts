import type { DocumentText } from "@/lib/extract/document/document_text.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { TextBuilder } from "@/lib/extract/office/text_builder.ts";
import { DocxHandler } from "@/lib/extract/office/docx_handler.ts";
import { XmlReader } from "@/lib/extract/office/xml_reader.ts";
import { ZipArchive } from "@/lib/extract/office/zip_archive.ts";

const BODY = "word/document.xml";

/**
 * Reads a Word document: headers, body with tables and text boxes, footers. Deleted text, comments
 * and the second form of what Word saves twice are left out.
 * @throws {ExtractionError} corrupt, encrypted, too_much_inside or too_much_text
 */
export async function docxText(bytes: Uint8Array): Promise<DocumentText> {
  // Word saves a document with a password as an old Office container.
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw new ExtractionError("encrypted");
  const archive = await ZipArchive.open(bytes);
  const names = archive.names().toSorted();
  if (!names.includes(BODY)) throw new ExtractionError("corrupt");
  const headers = names.filter((name) => /^word\/header\d*\.xml$/.test(name));
  const footers = names.filter((name) => /^word\/footer\d*\.xml$/.test(name));
  const parts = new Set<string>();
  let hidden = 0;
  for (const name of [...headers, BODY, ...footers]) {
    const builder = new TextBuilder();
    const handler = new DocxHandler(builder);
    const reader = new XmlReader(handler);
    await archive.read(name, (piece) => reader.write(piece));
    reader.close();
    // First and other pages often have the same header.
    parts.add(builder.finish().trim());
    hidden += handler.hidden;
  }
  return { text: [...parts].join("\n\n"), hidden };
}
