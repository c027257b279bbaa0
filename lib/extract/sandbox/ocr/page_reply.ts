import { z } from "zod";
import { MAX_CHARACTERS } from "@/lib/extract/document/limits.ts";
import { decodeMessage } from "@/lib/extract/sandbox/message.ts";

/** What an OCR sandbox is told of the bytes that come with it. */
export interface OcrRequest {
  /** They are the model of this language, gzipped; null where they are a page as PGM. */
  language: string | null;
}

const pageHead = z.object({
  /** How many words are sure. */
  words: z.int().min(0),
});

/** What it says of a page beside its text. */
export type PageHead = z.infer<typeof pageHead>;

/**
 * Reads an OCR sandbox's reply, of which nothing is trusted.
 * @throws {Error} it is not a reply
 */
export function decodePageReply(bytes: Uint8Array<ArrayBuffer>): PageHead & { text: string } {
  const { head, body } = decodeMessage(bytes);
  const text = new TextDecoder().decode(body);
  if (text.length > MAX_CHARACTERS) throw new RangeError('Cannot read "reply": too much text');
  return { ...pageHead.parse(head), text };
}
