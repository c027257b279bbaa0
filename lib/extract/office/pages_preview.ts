import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import type { ZipArchive } from "@/lib/extract/office/zip_archive.ts";
import { MAX_DOCUMENT_BYTES } from "@/lib/wire/upload.ts";

/** A package that was sent by mail lies in a folder of its own within the zip. */
export const PREVIEW = /^(?:[^/]+\/)?QuickLook\/Preview\.pdf$/i;

/**
 * The PDF that Apple's Pages saves of a document inside it: as it looked when it was last saved.
 * Its own format isn't read, and Pages of 2013 on saves a picture instead.
 * @throws {ExtractionError} no_preview; too_much_inside: it is larger than a PDF may be
 */
export async function pagesPreview(archive: ZipArchive): Promise<Uint8Array> {
  const name = archive.names().find((each) => PREVIEW.test(each));
  if (name === undefined) throw new ExtractionError("no_preview");
  return await archive.bytes(name, MAX_DOCUMENT_BYTES);
}
