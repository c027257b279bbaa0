import { type Entry, fileEntry, textEntry } from "@/lib/extract/container/entry.ts";
import { decompressedRtf } from "@/lib/extract/container/mapi/compressed_rtf.ts";
import { encapsulatedHtml } from "@/lib/extract/container/mapi/encapsulated_html.ts";

/**
 * A message's body that is there as compressed RTF alone, as a file: the page that it was made of, or
 * as RTF. A damaged one is a damaged file.
 *
 * @param name without its ending
 * @throws {ExtractionError} too_much_inside; corrupt: nested too deep
 */
export function rtfBody(name: string, compressed: Uint8Array): Entry | null {
  try {
    const rtf = decompressedRtf(compressed);
    const html = encapsulatedHtml(rtf);
    if (html !== null) return textEntry(`${name}.html`, html);
    return rtf.length === 0 ? null : fileEntry(`${name}.rtf`, rtf);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { name: `${name}.rtf`, size: compressed.length, read: () => Promise.reject(error) };
  }
}
