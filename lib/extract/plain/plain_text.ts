import type { DocumentText } from "@/lib/extract/document/document_text.ts";

/** Decodes a text file: UTF-16 and UTF-8 by their marks, else UTF-8, else Windows Latin 1. */
export function plainText(bytes: Uint8Array): DocumentText {
  return { text: decodeText(bytes), hidden: 0 };
}

/**
 * The text of bytes. What is whole UTF-8 is taken for it, whatever it says of itself.
 * @param named the encoding that the document names
 */
export function decodeText(bytes: Uint8Array, named = "windows-1252"): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(named === "utf-8" ? "windows-1252" : named).decode(bytes);
  }
}
