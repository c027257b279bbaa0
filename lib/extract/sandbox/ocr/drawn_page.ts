import { z } from "zod";
import { EXTRACTION_REASONS } from "@/lib/extract/document/extraction_error.ts";
import { MAX_PAGE_PIXELS } from "@/lib/extract/document/limits.ts";
import { decodeMessage } from "@/lib/extract/sandbox/message.ts";
import { MAX_REPLY_BYTES } from "@/lib/extract/sandbox/reply.ts";
import { MAX_VIEWED_BYTES } from "@/lib/extract/sandbox/view/viewed_page.ts";

const drawnHead = z.object({
  /** Why it could not be drawn. */
  reason: z.enum(EXTRACTION_REASONS).nullable(),
  broken: z.boolean(),
  memory: z.int().min(0),
});

/** A page as the sandbox drew it. It is for another sandbox, and is not looked at in between. */
export type DrawnReply = z.infer<typeof drawnHead> & { pgm: Uint8Array<ArrayBuffer> };

/** The most bytes of a drawn page with its head; rounding may add a row and a column of pixels. */
const MAX_DRAWN_BYTES = MAX_PAGE_PIXELS + 64 * 1024;

/** The most bytes that a sandbox may answer. */
export const MAX_ANSWER_BYTES = Math.max(MAX_REPLY_BYTES, MAX_DRAWN_BYTES, MAX_VIEWED_BYTES);

/**
 * Reads a drawn page.
 * @throws {Error} it is not one
 */
export function decodeDrawn(bytes: Uint8Array<ArrayBuffer>): DrawnReply {
  const { head, body } = decodeMessage(bytes);
  return { ...drawnHead.parse(head), pgm: body };
}
