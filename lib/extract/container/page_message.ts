import { z } from "zod";
import { FILES_PER_PAGE, MAX_ENTRIES, MAX_NAME } from "@/lib/extract/container/entry.ts";
import { UNPACK_FAULTS, type UnpackedPage } from "@/lib/extract/container/unpacked_page.ts";
import {
  EXTRACTION_REASONS,
  type ExtractionReason,
} from "@/lib/extract/document/extraction_error.ts";

/** What is said of a page beside its files' bytes. */
const pageHead = z.object({
  /** Why the container can't be unpacked. */
  reason: z.enum(EXTRACTION_REASONS).nullable(),
  files: z.array(z.object({
    name: z.string().max(MAX_NAME),
    size: z.int().min(0),
    fault: z.enum(UNPACK_FAULTS).nullable(),
    /** How many of the bytes are its. */
    bytes: z.int().min(0),
  })).max(FILES_PER_PAGE),
  next: z.int().min(1).max(MAX_ENTRIES).nullable(),
});
type PageHead = z.infer<typeof pageHead>;

/** A page, or why there is none. */
export type PageReply = UnpackedPage & { reason: ExtractionReason | null };

/** A page as a head and the bytes of its files, one after another. */
export function encodePage({ files, ...page }: PageReply): { head: PageHead; body: Uint8Array[] } {
  const named = files.map(({ content, ...file }) => ({ ...file, bytes: content.length }));
  return { head: { ...page, files: named }, body: files.map(({ content }) => content) };
}

/**
 * Reads the page that begins at the file with number `from`. As with all that a sandbox sends, nothing
 * in it is trusted: the pages of a container come to an end.
 *
 * @throws {Error} it is not a page
 */
export function decodePage(head: unknown, body: Uint8Array, from: number): PageReply {
  const { reason, files, next } = pageHead.parse(head);
  if (next !== null && (files.length === 0 || next !== from + files.length)) {
    throw new RangeError('Cannot read "page": the next one is not where it ends');
  }
  let offset = 0;
  const unpacked = files.map(({ bytes, ...file }) => {
    const content = body.subarray(offset, offset += bytes);
    return { ...file, content, size: file.fault === null ? content.length : file.size };
  });
  if (offset !== body.length) throw new RangeError('Cannot read "page": its bytes are not its own');
  return { reason, files: unpacked, next };
}
