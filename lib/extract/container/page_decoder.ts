import { z } from "zod";
import { FILES_PER_PAGE, MAX_ENTRIES, MAX_NAME } from "@/lib/extract/container/entry.ts";
import type { PageHead, PageReply } from "@/lib/extract/container/page_message.ts";
import { UNPACK_FAULTS } from "@/lib/extract/container/unpacked_page.ts";
import { EXTRACTION_REASONS } from "@/lib/extract/document/extraction_error.ts";

// Apart from `encodePage`, which sandboxes have: with zod their script would be a third longer.
const pageHead: z.ZodType<PageHead> = z.object({
  reason: z.enum(EXTRACTION_REASONS).nullable(),
  files: z.array(z.object({
    name: z.string().max(MAX_NAME),
    size: z.int().min(0),
    fault: z.enum(UNPACK_FAULTS).nullable(),
    bytes: z.int().min(0),
  })).max(FILES_PER_PAGE),
  next: z.int().min(1).max(MAX_ENTRIES).nullable(),
});

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
