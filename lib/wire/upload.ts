import type { ProblemDetails, ProblemType } from "@/lib/wire/problem_types.ts";

/** The parts of an upload's form. `job` is text or a file; all but the files come before the files. */
export const UPLOAD_FIELDS = {
  job: "job_description",
  batch: "batch_id",
  expected: "expected_files",
  user: "user_id",
  files: "files",
} as const;

/** The longest job description, in bytes: twenty pages, and less than a KV value's 64 KiB. */
export const MAX_JOB_BYTES = 60_000;

/** The largest document that is read, in bytes; MAX_UPLOAD_BYTES may be lower. */
export const MAX_DOCUMENT_BYTES = 10 * 1024 * 1024;

/** The header under which an upload may be sent again, and what its keys are, also in words. */
export const IDEMPOTENCY_HEADER = "idempotency-key";
export const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,200}$/;
export const IDEMPOTENCY_KEY_RULE = "1 to 200 visible ASCII characters";

/** Why a file is refused. */
export const REJECTIONS = [
  "file-too-large",
  "file-too-many",
  "file-empty",
  "file-unsupported",
] as const;
export type RejectionSlug = typeof REJECTIONS[number];

/** A file that was refused, and why: in words and as a stable name. */
export interface Rejection {
  name: string;
  reason: string;
  type: ProblemType<RejectionSlug>;
}

/** The answer to an upload. */
export interface UploadAnswer {
  batch_id: string;
  accepted: { file_id: string; name: string }[];
  rejected: Rejection[];
}

/** The problem of an upload of which nothing could be accepted. */
export interface NothingAccepted extends ProblemDetails {
  rejected: Rejection[];
}
