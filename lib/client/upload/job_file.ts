import { MAX_JOB_BYTES } from "@/lib/wire/upload.ts";

/** A job description as a person gives it: words, or a document that the server reads. */
export type JobDescription = string | File;

const PLAIN_TEXT = /\.(txt|text|md|markdown)$/i;

/**
 * A chosen job description: its words where they can be read here and edited further, else the file
 * itself, for the server to read.
 */
export async function readJobFile(file: File): Promise<JobDescription> {
  if (!PLAIN_TEXT.test(file.name) || file.size > MAX_JOB_BYTES) return file;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    return text.trim() === "" || text.includes("\u0000") ? file : text;
  } catch {
    // Of another encoding: the server knows more of them.
    return file;
  }
}
