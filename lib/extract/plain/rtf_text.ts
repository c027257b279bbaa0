import type { DocumentText } from "@/lib/extract/document/document_text.ts";
import { RtfSource } from "@/lib/extract/document/rtf/rtf_source.ts";
import { RtfWriter } from "@/lib/extract/plain/rtf_writer.ts";

/** Colours behind text, and drawings: then white text is taken for visible. */
const SHADES =
  /\\(?:cb|chcbpat|cbpat|clcbpat|trcbpat|highlight|shading|chshdng|clshdng)[1-9]|\\shp|\\do\b/;

/**
 * Reads Rich Text Format: headers, body with tables and text boxes, notes, footers.
 * @throws {ExtractionError} corrupt: nested too deep; or too_much_text
 */
export function rtfText(bytes: Uint8Array): DocumentText {
  const source = new RtfSource(bytes);
  const writer = new RtfWriter(source.encoding, SHADES.test(source.text));
  source.tell(writer);
  return writer.finish();
}
