import { ApiError } from "@/lib/client/api/api_error.ts";
import type { JobDescription } from "@/lib/client/upload/job_file.ts";
import { retrying, type RetryOptions } from "@/lib/client/api/retrying.ts";
import { sendForm } from "@/lib/client/upload/send_form.ts";
import {
  type FileOutcome,
  type ReadableAnswer,
  readUploadAnswer,
} from "@/lib/client/upload/upload_answer.ts";
import { type PlanLimits, planRequests } from "@/lib/client/upload/upload_plan.ts";
import { IDEMPOTENCY_HEADER, UPLOAD_FIELDS } from "@/lib/wire/upload.ts";

/** Options of {@linkcode uploadResumes}. */
export interface UploadOptions extends PlanLimits, RetryOptions {
  /** Where the server is; "" (the page's own origin) unless given. */
  baseUrl?: string;
  /** Files of more bytes are not sent: the server would refuse them. */
  maxFileBytes?: number;
  /** These files are not sent. */
  onTooLarge?: (indices: number[]) => void;
  /** Bytes of the files that have left, of all that are sent. */
  onSent?: (sentBytes: number) => void;
  /** These files are being sent now. */
  onSending?: (indices: number[]) => void;
  /** The server has answered for these files. */
  onAnswer?: (batchId: string | null, outcomes: Map<number, FileOutcome>) => void;
}

/**
 * Sends files as one batch, in several requests where they are many, and resolves with the batch's
 * id (null where every file was rejected). A request that breaks off is sent again under the same
 * Idempotency-Key, so it never counts twice.
 * @throws {ApiError} the upload can't go on; `signal.reason` once the signal aborts
 */
export async function uploadResumes(
  files: readonly File[],
  job: JobDescription,
  options: UploadOptions = {},
): Promise<string | null> {
  const upload: Upload = { files, job, batchId: null, sentBytes: 0, options };
  const { maxFileBytes = Infinity } = options;
  const all = [...files.keys()];
  const tooLarge = all.filter((index) => files[index].size > maxFileBytes);
  const fit = all.filter((index) => files[index].size <= maxFileBytes);
  if (tooLarge.length > 0) options.onTooLarge?.(tooLarge);
  let left = fit.length;
  for (const request of planRequests(fit.map((index) => files[index]), options)) {
    const indices = request.map((index) => fit[index]);
    options.onSending?.(indices);
    await sendOne(upload, indices, left);
    left -= indices.length;
    upload.sentBytes += bytesOf(upload, indices);
    options.onSent?.(upload.sentBytes);
  }
  return upload.batchId;
}

interface Upload {
  files: readonly File[];
  job: JobDescription;
  batchId: string | null;
  sentBytes: number;
  options: UploadOptions;
}

async function sendOne(upload: Upload, indices: number[], left: number): Promise<void> {
  const sent = indices.map((index) => ({ index, name: upload.files[index].name }));
  let answer: ReadableAnswer;
  try {
    answer = await sendWithRetries(upload, indices, left);
  } catch (error) {
    answer = rejection(error, sent);
  }
  const { batchId, outcomes } = readUploadAnswer(answer, sent);
  upload.batchId ??= batchId;
  upload.options.onAnswer?.(upload.batchId, outcomes);
}

/** Where only the files of this request were refused, the others are still sent. */
function rejection(error: unknown, sent: { name: string }[]): ReadableAnswer {
  if (!(error instanceof ApiError)) throw error;
  if (error.problem.rejected) return error.problem;
  if (error.status !== 413) throw error;
  return { rejected: sent.map(({ name }) => ({ name, reason: error.message })) };
}

async function sendWithRetries(
  upload: Upload,
  indices: number[],
  left: number,
): Promise<ReadableAnswer> {
  const { options } = upload;
  const key = randomKey();
  const send = () =>
    sendForm({
      url: `${options.baseUrl ?? ""}/api/v1/resumes/upload`,
      form: formOf(upload, indices, left),
      headers: { [IDEMPOTENCY_HEADER]: key, accept: "application/json" },
      signal: options.signal,
      onSent: (bytes) => {
        // The body is a little longer than its files: more than 100% must not be shown.
        options.onSent?.(upload.sentBytes + Math.min(bytes, bytesOf(upload, indices)));
      },
    });
  return await retrying(send, options) as ReadableAnswer;
}

function formOf(upload: Upload, indices: number[], left: number): FormData {
  const form = new FormData();
  // Fields before files: the server streams the form and must know them when the first file comes.
  if (upload.batchId !== null) form.append(UPLOAD_FIELDS.batch, upload.batchId);
  else {
    appendJob(form, upload.job);
    if (left > indices.length) form.append(UPLOAD_FIELDS.expected, String(left));
  }
  for (const file of indices.map((index) => upload.files[index])) {
    form.append(UPLOAD_FIELDS.files, file, file.name);
  }
  return form;
}

function appendJob(form: FormData, job: JobDescription): void {
  if (typeof job === "string") form.append(UPLOAD_FIELDS.job, job);
  else form.append(UPLOAD_FIELDS.job, job, job.name);
}

function bytesOf(upload: Upload, indices: number[]): number {
  return indices.reduce((sum, index) => sum + upload.files[index].size, 0);
}

/** `crypto.randomUUID` is missing on plain HTTP; random bytes are not. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
