import { ulid } from "ulid";
import { z } from "zod";
import type { Principal } from "@/lib/auth/principal.ts";
import type { IdempotencyRecord } from "@/lib/uploads/idempotency.ts";
import { contentLength } from "@/lib/http/content_length.ts";
import { readMultipart } from "@/lib/http/multipart/multipart.ts";
import type { Quota } from "@/lib/auth/quota.ts";
import { Problem } from "@/lib/http/problem.ts";
import { invalidField, nothingAccepted } from "@/lib/http/problems.ts";
import { type ReceivedUpload, UploadSink } from "@/lib/api/upload/upload_sink.ts";
import type { Services } from "@/lib/services.ts";
import {
  IDEMPOTENCY_HEADER,
  IDEMPOTENCY_KEY,
  IDEMPOTENCY_KEY_RULE,
  MAX_JOB_BYTES,
  UPLOAD_FIELDS,
  type UploadAnswer,
} from "@/lib/wire/upload.ts";

/** Beside the file, the description and some numbers. */
const MAX_FIELD_BYTES = 256 * 1024;

const idempotencyKey = z.string().regex(IDEMPOTENCY_KEY, `must be ${IDEMPOTENCY_KEY_RULE}`)
  .nullable();

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
  quota: Quota | null = null,
): Promise<UploadAnswer> {
  const key = idempotencyKey.parse(req.headers.get(IDEMPOTENCY_HEADER));
  const { maxUploadBytes, maxRequestBytes, maxFilesPerBatch } = services.settings;
  const declared = req.headers.has("transfer-encoding") ? null : contentLength(req);
  using slot = services.uploads.enter(principal.user, declared);
  const sink = new UploadSink(principal, url.searchParams, { key, slot, quota }, services);
  try {
    await readMultipart(req, {
      maxFileBytes: maxUploadBytes,
      maxRequestBytes,
      maxFiles: maxFilesPerBatch,
      uncountedField: UPLOAD_FIELDS.job,
      maxFieldBytes: MAX_FIELD_BYTES,
    }, sink);
    const received = await sink.finish();
    const { user, earlier } = received;
    const answer = earlier && await services.idempotency.response(user, earlier);
    return answer ? JSON.parse(answer) : await accept(received, services);
  } finally {
    await sink.dropUnclaimed();
  }
}

async function accept(received: ReceivedUpload, services: Services): Promise<UploadAnswer> {
  const { user, files, upload, rejections: rejected, request, earlier } = received;
  const before = earlier?.accepted ?? [];
  const count = before.length + files.length;
  if (count + rejected.length === 0) {
    throw invalidField(UPLOAD_FIELDS.files, "must hold at least one file");
  }
  const create = received.batch === null
    ? { jobDescription: checkJob(received.job), expected: received.expected }
    : null;
  if (count === 0 && create) throw nothingAccepted(rejected);

  const batch = received.batch ?? earlier?.batch ?? ulid();
  const accepted = await earlierFiles(user, earlier, services);
  const acceptance = {
    user,
    batch,
    create,
    files,
    upload,
    rejected: rejected.length,
    idempotency: request && { ...request, accepted: before },
  };
  if (!earlier?.complete) {
    for await (const files of services.intake.accept(acceptance)) {
      for (const { id, name } of files) accepted.push({ file_id: id, name });
    }
  }
  if (count === 0) throw nothingAccepted(rejected);
  const answer = { batch_id: batch, accepted, rejected };
  if (request) await services.idempotency.keep(user, request.key, answer);
  return answer;
}

/**
 * The job description, where a batch is to be made.
 *
 * @throws {Problem} 422
 */
function checkJob(job: ReceivedUpload["job"]): string {
  if (job instanceof Problem) throw job;
  if (!job?.trim()) throw invalidField(UPLOAD_FIELDS.job, "must not be empty");
  const bytes = new TextEncoder().encode(job).length;
  if (bytes <= MAX_JOB_BYTES) return job.toWellFormed();
  throw invalidField(
    UPLOAD_FIELDS.job,
    `must not have more than ${MAX_JOB_BYTES} bytes`,
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
