import { MAX_CHARACTERS, MAX_PAGES, MAX_PICTURE_PIXELS } from "@/lib/extract/document/limits.ts";
import { type GivenKind, isContainer, rowOf } from "@/lib/wire/file_kinds.ts";
import { MAX_DOCUMENT_BYTES } from "@/lib/wire/upload.ts";

/** Why a document could not be read. */
export const EXTRACTION_REASONS = [
  "empty",
  "unsupported",
  "corrupt",
  "encrypted",
  "too_large",
  "too_much_inside",
  "too_many_pages",
  "too_much_text",
  "no_text",
  "no_preview",
  "no_words",
  "too_many_pixels",
  "garbled",
  "xfa_form",
  "portfolio",
  "empty_form",
  "timeout",
  "ocr_timeout",
  "out_of_memory",
  "crashed",
] as const;

/** One of EXTRACTION_REASONS. */
export type ExtractionReason = typeof EXTRACTION_REASONS[number];

const MEGABYTES = MAX_DOCUMENT_BYTES / 1024 / 1024;

const WORDS: Record<ExtractionReason, string> = {
  empty: "The file is empty; upload it again",
  unsupported: "This kind of file can't be read; save it as PDF, DOCX or TXT and upload it again",
  corrupt: "The file is damaged; open it, save it again and upload the new file",
  encrypted: "The file is password-protected; save it without a password and upload it again",
  too_large:
    `The file is larger than can be read (${MEGABYTES} MB); save a smaller copy and upload it again`,
  too_much_inside: "The file unpacks to far more data than a resume has; " +
    "save it as PDF and upload that",
  too_many_pages: `The file has more than ${MAX_PAGES} pages; upload only the resume itself`,
  too_much_text:
    `The file has more than ${MAX_CHARACTERS} characters of text; upload only the resume itself`,
  no_text: "There is no text in the file; upload a PDF with text, a Word document or a TXT",
  no_preview: "The file can only be read by Pages; export it as PDF there and upload that",
  no_words: "No words could be made out in the file; " +
    "upload the original document (PDF with text, DOCX), or a sharper and straighter scan",
  too_many_pixels: `The file has more than ${MAX_PICTURE_PIXELS / 1_000_000} million pixels; ` +
    "save a smaller copy and upload that",
  garbled: "The letters of the file can be seen but not read by a program; " +
    "save it again from the program it was made with, or upload it as DOCX or TXT",
  xfa_form: "The file is a form that opens only in Adobe Reader; " +
    "open it there, print it to a PDF and upload that",
  portfolio: "The file is only a cover around other files; open it and upload the resume inside it",
  empty_form:
    "The file is a form that nobody has filled in; fill it in, save it and upload it again",
  timeout: "The file takes too long to read; save it again as a simpler PDF and upload that",
  ocr_timeout: "A page of the file takes too long to read by OCR; " +
    "upload the original document (PDF with text, DOCX), or a clearer scan",
  out_of_memory:
    "The file needs too much memory to read; save it again as a simpler PDF and upload that",
  crashed: "Reading the file failed unexpectedly",
};

/** What else to say of a file that is unpacked. */
const CONTAINER_WORDS: Partial<Record<ExtractionReason, string>> = {
  corrupt: "The file is damaged; upload what is in it",
  too_much_inside: "The file unpacks to far more data than resumes have; upload the resumes alone",
  timeout: "The file takes too long to unpack; upload what is in it",
  out_of_memory: "The file needs too much memory to unpack; upload what is in it",
};

/** A document that could not be read. `message` is for the person who uploaded it. */
export class ExtractionError extends Error {
  override readonly name = "ExtractionError";
  readonly reason: ExtractionReason;
  /**
   * A reader that died for no known cause, or OCR that took too long: the machine may have been busy.
   * Everything else would end the same way again.
   */
  readonly retryable: boolean;

  /** @param kind names the file in the message ("pdf": "The PDF is damaged ...") */
  constructor(reason: ExtractionReason, kind?: GivenKind, options?: ErrorOptions) {
    const isUnpacked = kind !== undefined && isContainer(kind);
    const words = (isUnpacked ? CONTAINER_WORDS[reason] : undefined) ?? WORDS[reason];
    super(
      kind === undefined ? words : words.replace("The file", `The ${rowOf(kind).noun}`),
      options,
    );
    this.reason = reason;
    this.retryable = reason === "crashed" || reason === "ocr_timeout";
  }
}
