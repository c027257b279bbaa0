import { PREVIEW } from "@/lib/extract/office/pages_preview.ts";

const PAGES = /(?:^|\/)(?:Index\/Document\.iwa|Index\.zip|index\.xml(?:\.gz)?|index\.apxl)$/;

/**
 * What kind of document a zip is, by the names of its entries.
 * @returns null for what is none
 */
export function zipKind(names: readonly string[]): "docx" | "odt" | "pages" | null {
  if (names.includes("[Content_Types].xml") || names.includes("word/document.xml")) return "docx";
  if (names.includes("content.xml")) return "odt";
  return names.some((name) => PREVIEW.test(name) || PAGES.test(name)) ? "pages" : null;
}
