import { z } from "zod";
import { EXTRACTION_REASONS } from "@/lib/extract/document/extraction_error.ts";
import { MAX_CHARACTERS } from "@/lib/extract/document/limits.ts";

/** What the sandbox says about a document beside its text. */
export const replyHead = z.object({
  /** Why there is no text. */
  reason: z.enum(EXTRACTION_REASONS).nullable(),
  /** Characters that a person can't see. */
  hidden: z.int().min(0),
  /** The sandbox can't go on: its parser may be in any state. */
  broken: z.boolean(),
  /** The parser's own memory in bytes; it never shrinks. */
  memory: z.int().min(0),
});

/** A head with its text. */
export type Reply = z.infer<typeof replyHead> & { text: string };

/** The most bytes that a reply may have: every character takes up to four, the head a few hundred. */
export const MAX_REPLY_BYTES = MAX_CHARACTERS * 4 + 1024;

/**
 * Reads a reply. A sandbox that was taken over could send anything, so nothing in it is trusted.
 * @throws {Error} it is not a reply
 */
export function decodeReply(bytes: Uint8Array<ArrayBuffer>): Reply {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint16(0, true);
  const decoder = new TextDecoder();
  const head = replyHead.parse(JSON.parse(decoder.decode(bytes.subarray(2, 2 + length))));
  const text = decoder.decode(bytes.subarray(2 + length));
  if (text.length > MAX_CHARACTERS) throw new RangeError('Cannot read "reply": too much text');
  return { ...head, text };
}
