import type { DocumentText } from "@/lib/extract/document/document_text.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { LinkAddresses } from "@/lib/extract/document/link_addresses.ts";
import { OdtHandler } from "@/lib/extract/office/odt_handler.ts";
import { TextBuilder } from "@/lib/extract/document/text_builder.ts";
import { XmlReader } from "@/lib/extract/office/xml_reader.ts";
import type { ZipArchive } from "@/lib/extract/office/zip_archive.ts";

/** Headers and footers stand with the page styles. */
const PARTS = ["styles.xml", "content.xml"];

/**
 * Reads an OpenDocument text: headers and footers, then the body with tables and text boxes.
 * @throws {ExtractionError} corrupt, encrypted, too_much_inside or too_much_text
 */
export async function odtText(archive: ZipArchive): Promise<DocumentText> {
  const names = archive.names();
  if (!names.includes("content.xml")) throw new ExtractionError("corrupt");
  const links = new LinkAddresses();
  const texts: string[] = [];
  let hidden = 0;
  for (const name of PARTS.filter((part) => names.includes(part))) {
    const builder = new TextBuilder();
    const handler = new OdtHandler(builder, (target) => links.add(target));
    const reader = new XmlReader(handler);
    await archive.read(name, (piece) => reader.write(piece));
    reader.close();
    texts.push(builder.finish());
    hidden += handler.hidden;
  }
  return { text: links.appendTo(texts.join("\n\n")), hidden };
}
