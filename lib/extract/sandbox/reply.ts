import { z } from "zod";
import { EXTRACTION_REASONS } from "@/lib/extract/document/extraction_error.ts";
import { FILES_PER_PAGE, MAX_NAME } from "@/lib/extract/container/entry.ts";
import { MAX_HEADLINE, MAX_HEADLINES } from "@/lib/extract/document/headlines.ts";
import { MAX_QUOTE } from "@/lib/extract/document/hidden_quote.ts";
import { MAX_CHARACTERS, MAX_OCR_PAGES, MAX_PAGES } from "@/lib/extract/document/limits.ts";
import {
  assessmentSchema,
  likenessSchema,
  reassessmentSchema,
  requirementSchema,
} from "@/lib/extract/sandbox/assessment_schema.ts";
import { decodeMessage } from "@/lib/extract/sandbox/message.ts";
import { MAX_REQUIREMENTS } from "@/lib/wire/review/criteria.ts";
import { MAX_DOCUMENT_BYTES } from "@/lib/wire/upload.ts";

/** What the sandbox says about a document beside its text. */
export const replyHead = z.object({
  /** Why there is no text. */
  reason: z.enum(EXTRACTION_REASONS).nullable(),
  /** The first words that a person can't see. */
  hidden: z.string().max(MAX_QUOTE).nullable(),
  headlines: z.array(z.string().max(MAX_HEADLINE)).max(MAX_HEADLINES),
  /** The pages, from 0, that only OCR can read. */
  needs_ocr: z.array(z.int().min(0).max(MAX_PAGES - 1)).max(MAX_OCR_PAGES),
  /** There are more such pages than are read. */
  ocr_cut: z.boolean(),
  /** The sandbox can't go on: its parser may be in any state. */
  broken: z.boolean(),
  /** The parser's own memory in bytes; it never shrinks. */
  memory: z.int().min(0),
  /** Null where none was asked for, or there is no text. */
  assessment: assessmentSchema.nullable(),
  /** What the resume is recognised by; null where there is no assessment. */
  likeness: likenessSchema.nullable(),
});

/** A head with its text. */
export type Reply = z.infer<typeof replyHead> & { text: string };

/** The most bytes that a reply has: those of a container's page, with what is said of its files. */
export const MAX_REPLY_BYTES = MAX_DOCUMENT_BYTES + FILES_PER_PAGE * (MAX_NAME * 6 + 100);

/**
 * Reads a reply. A sandbox that was taken over could send anything, so nothing in it is trusted.
 * @throws {Error} it is not a reply
 */
export function decodeReply(bytes: Uint8Array<ArrayBuffer>): Reply {
  const { head, body } = decodeMessage(bytes);
  const text = new TextDecoder().decode(body);
  if (text.length > MAX_CHARACTERS) throw new RangeError('Cannot read "reply": too much text');
  return { ...replyHead.parse(head), text };
}

/** What a job description asks for. */
const criteriaReply = z.object({
  reason: z.null(),
  requirements: z.array(requirementSchema).max(MAX_REQUIREMENTS),
});

/**
 * Reads what a sandbox says that a job description asks for.
 * @throws {Error} it says nothing of the kind
 */
export function decodeCriteria(bytes: Uint8Array<ArrayBuffer>): z.infer<typeof criteriaReply> {
  return criteriaReply.parse(decodeMessage(bytes).head);
}

const againReply = z.object({ reason: z.null(), reassessments: z.array(reassessmentSchema) });

/**
 * Reads what is said of resumes that were scored again, of which there were so many.
 * @throws {Error} it is no such reply
 */
export function decodeAgain(bytes: Uint8Array<ArrayBuffer>, count: number) {
  const reply = againReply.parse(decodeMessage(bytes).head);
  if (reply.reassessments.length !== count) throw new RangeError('Cannot read "reply": not of all');
  return reply;
}
