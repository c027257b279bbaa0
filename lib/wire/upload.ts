import type { ProblemDetails, ProblemType } from "@/lib/wire/problem_types.ts";

/**
 * The parts of an upload's form. `job` is text or a file; `criteria`, beside or in
 * place of it, JSON: a {@linkcode CriteriaEdit}; `refused` tells of files that the page doesn't
 * send, as JSON: {@linkcode ToldRefusal}s; `blind` ("true") has a new
 * batch hide whose its files are, and `blindSchools` schools with it. All but the files come before the files.
 */
export const UPLOAD_FIELDS = {
  job: "job_description",
  criteria: "criteria",
  batch: "batch_id",
  expected: "expected_files",
  blind: "blind",
  blindSchools: "blind_schools",
  user: "user_id",
  refused: "refused",
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

/** Refused files that a batch keeps, and that one upload may tell of. */
export const MAX_REFUSED = 1_000;
/** The longest reason that an upload may tell, in UTF-16 units: it is a row's text. */
export const MAX_REASON_LENGTH = 200;

/**
 * The header by which a page says that it is sending: something random of its own, the same with every
 * request. Over when nothing was heard for as long as `ms`, in milliseconds.
 */
export const UPLOAD_SENDER = {
  header: "upload-sender",
  id: /^[A-Za-z0-9_-]{8,64}$/,
  rule: "8 to 64 of A-Z, a-z, 0-9, _ and -",
  ms: 60_000,
} as const;

/** The query parameter (`true`) of close and cancel for what another page is sending. */
export const FORCE_PARAMETER = "force";

/** A file that the page refuses by itself. */
export interface ToldRefusal {
  name: string;
  /** Bytes. */
  size: number;
  reason: string;
}

/** Why a file is refused; `file-not-sent` for a reason of the page's own. */
export const REJECTIONS = [
  "file-too-large",
  "file-too-many",
  "file-empty",
  "file-unsupported",
  "file-damaged",
  "file-too-deep",
  "file-not-sent",
] as const;
export type RejectionSlug = typeof REJECTIONS[number];

/** A file that was refused, and why: in words and as a stable name. */
export interface Rejection {
  /** Null where it is not on record: no batch was made, or it has MAX_REFUSED already. */
  file_id: string | null;
  name: string;
  reason: string;
  type: ProblemType<RejectionSlug>;
}

/** A file that is in the batch. */
export interface AcceptedFile {
  file_id: string;
  name: string;
  /** The batch had it before: same name, size and bytes. */
  already?: true;
}

/** The answer to an upload; `accepted` may be empty where the batch was there before. */
export interface UploadAnswer {
  batch_id: string;
  accepted: AcceptedFile[];
  /** Those that came, then those that were told of. */
  rejected: Rejection[];
}

/** The problem of an upload of which nothing could be accepted. */
export interface NothingAccepted extends ProblemDetails {
  rejected: Rejection[];
}
