import { ulid } from "ulid";
import { z } from "zod";
import type { Principal } from "@/lib/auth/principal.ts";
import { checkSame, type IdempotencyRecord } from "@/lib/uploads/idempotency.ts";
import { contentLength } from "@/lib/http/content_length.ts";
import { readMultipart } from "@/lib/http/multipart/multipart.ts";
import { invalidField, nothingAccepted } from "@/lib/http/problems.ts";
import { JOB_FIELD, type Rejection, UploadParts } from "@/lib/api/upload_form.ts";
import type { Services } from "@/lib/services.ts";

/** The answer to an upload. */
export interface UploadAnswer {
  batch_id: string;
  accepted: { file_id: string; name: string }[];
  rejected: Rejection[];
}

/** Beside the file, the description and some numbers. */
const MAX_FIELD_BYTES = 256 * 1024;

/** Twenty pages: more than any, and less than a KV value's 64 KiB. */
const MAX_JOB_DESCRIPTION_BYTES = 60_000;

const idempotencyKey = z.string().regex(
  /^[\x21-\x7e]{1,200}$/,
  "must be 1 to 200 visible ASCII characters",
).nullable();

/**
 * Stores the files of an upload as they come in, and accepts them into a batch when all have come.
 * A request that was answered before is answered the same again.
 *
 * @throws {Problem} nothing could be accepted, or too many uploads are under way
 * @throws {UploadKeyReusedError}
 */
export async function receiveUpload(
  req: Request,
  url: URL,
  principal: Principal,
  services: Services,
): Promise<UploadAnswer> {
  const key = idempotencyKey.parse(req.headers.get("idempotency-key"));
  const { maxUploadBytes, maxRequestBytes, maxFilesPerBatch } = services.settings;
  const declared = req.headers.has("transfer-encoding") ? null : contentLength(req);
  using slot = services.uploads.enter(principal.user, declared);
  const parts = new UploadParts(principal, url.searchParams, { key, slot }, services);
  try {
    await readMultipart(req, {
      maxFileBytes: maxUploadBytes,
      maxRequestBytes,
      maxFiles: maxFilesPerBatch,
      uncountedField: JOB_FIELD,
      maxFieldBytes: MAX_FIELD_BYTES,
    }, parts);
    await parts.flush();
    if (key !== null) checkSame(parts.earlier, { key, digest: parts.digest });
    const earlier = parts.earlier && await services.idempotency.response(parts.user, parts.earlier);
    if (earlier) return JSON.parse(earlier);
    return await accept(parts, key, services);
  } finally {
    await parts.dropUnclaimed();
  }
}

async function accept(
  parts: UploadParts,
  key: string | null,
  services: Services,
): Promise<UploadAnswer> {
  const { user, rejections: rejected, earlier } = parts;
  const { batch_id, expected_files } = parts.fields();
  const before = earlier?.accepted ?? [];
  const count = before.length + parts.files.length;
  if (count + rejected.length === 0) throw invalidField("files", "must hold at least one file");
  const jobDescription = batch_id ? "" : checkJobDescription(parts);
  if (count === 0 && !batch_id) throw nothingAccepted(rejected);

  const batch = batch_id ?? earlier?.batch ?? ulid();
  const accepted = await earlierFiles(user, earlier, services);
  const acceptance = {
    user,
    batch,
    create: batch_id ? null : { jobDescription, expected: expected_files ?? null },
    files: parts.files,
    upload: parts.upload,
    rejected: rejected.length,
    idempotency: key === null ? null : { key, digest: parts.digest, accepted: before },
  };
  if (!earlier?.complete) {
    for await (const files of services.intake.accept(acceptance)) {
      for (const { id, name } of files) accepted.push({ file_id: id, name });
    }
  }
  if (count === 0) throw nothingAccepted(rejected);
  const answer = { batch_id: batch, accepted, rejected };
  if (key !== null) await services.idempotency.keep(user, key, answer);
  return answer;
}

function checkJobDescription({ jobDescription: text, jobProblem }: UploadParts): string {
  if (jobProblem) throw jobProblem;
  if (!text?.trim()) throw invalidField(JOB_FIELD, "must not be empty");
  const bytes = new TextEncoder().encode(text).length;
  if (bytes <= MAX_JOB_DESCRIPTION_BYTES) return text.toWellFormed();
  throw invalidField(
    JOB_FIELD,
    `must not have more than ${MAX_JOB_DESCRIPTION_BYTES} bytes`,
  );
}

async function earlierFiles(
  user: string,
  earlier: IdempotencyRecord | null,
  { batches }: Services,
): Promise<UploadAnswer["accepted"]> {
  const accepted = [];
  for (const id of earlier?.accepted ?? []) {
    const file = await batches.file(user, earlier!.batch, id);
    if (file) accepted.push({ file_id: id, name: file.name });
  }
  return accepted;
}
