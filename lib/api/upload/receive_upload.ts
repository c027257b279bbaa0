import { ulid } from "ulid";
import { z } from "zod";
import { actorOf } from "@/lib/api/actor_of.ts";
import type { Principal } from "@/lib/auth/principal.ts";
import type { IdempotencyRecord } from "@/lib/uploads/idempotency.ts";
import { contentLength } from "@/lib/http/content_length.ts";
import { readMultipart } from "@/lib/http/multipart/multipart.ts";
import type { Quota } from "@/lib/auth/quota.ts";
import { Problem } from "@/lib/http/problem.ts";
import { invalidField, nothingAccepted } from "@/lib/http/problems.ts";
import { type ReceivedUpload, UploadSink } from "@/lib/api/upload/upload_sink.ts";
import { SenderRenewal, uploadSender } from "@/lib/api/upload/upload_sender.ts";
import type { BatchFile } from "@/lib/batches/batch_file.ts";
import type { NewBatch } from "@/lib/uploads/new_batch.ts";
import { criteriaOf } from "@/lib/api/answers/read_criteria.ts";
import { completed } from "@/lib/resume/job/criteria.ts";
import { type Criteria, FIRST_CRITERIA_VERSION } from "@/lib/wire/review/criteria.ts";
import { isTold, type RefusedFile } from "@/lib/uploads/given_file.ts";
import { problemType } from "@/lib/wire/problem_types.ts";
import type { Services } from "@/lib/services.ts";
import {
  IDEMPOTENCY_HEADER,
  IDEMPOTENCY_KEY,
  IDEMPOTENCY_KEY_RULE,
  MAX_JOB_BYTES,
  type Rejection,
  UPLOAD_FIELDS,
  type UploadAnswer,
} from "@/lib/wire/upload.ts";

/** A thousand refused files, of which each may have 500 bytes. */
const MAX_FIELD_BYTES = 512 * 1024;

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
  const sender = uploadSender(req);
  using slot = services.uploads.enter(principal.user, declared);
  using under = new DisposableStack();
  if (quota) under.defer(quota.enter("uploads"));
  await using renewal = new SenderRenewal(services.operations, sender);
  const sink = new UploadSink(principal, url.searchParams, { key, slot, quota, renewal }, services);
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
    return answer
      ? JSON.parse(answer)
      : await accept(received, { sender, by: actorOf(principal, user) }, services);
  } finally {
    await sink.dropUnclaimed();
  }
}

async function accept(
  received: ReceivedUpload,
  { sender, by }: { sender: string | null; by: string },
  services: Services,
): Promise<UploadAnswer> {
  const { user, files, upload, refused, expected, request, earlier } = received;
  const before = earlier?.accepted ?? [];
  const count = before.length + files.length;
  if (count + refused.length === 0) {
    throw invalidField(UPLOAD_FIELDS.files, "must hold at least one file");
  }
  const create = received.batch === null ? await newBatch(received, services) : null;
  if (count === 0 && create) throw nothingAccepted(refused.map((file) => rejection(file, null)));

  const batch = received.batch ?? earlier?.batch ?? ulid();
  const accepted = await earlierFiles(user, earlier, services);
  const [came, told]: Rejection[][] = [[], []];
  // A try that has done all and not answered: what it refused is on record.
  const idempotency = request && !earlier?.complete ? { ...request, accepted: before } : null;
  const of = { user, by, batch, create, expected, files, upload, refused, sender, idempotency };
  for await (const taken of services.intake.accept(of)) {
    for (const { refusal, file, already } of taken) {
      if (refusal) (isTold(refusal) ? told : came).push(rejection(refusal, file));
      else accepted.push({ file_id: file!.id, name: file!.name, ...already && { already } });
    }
  }
  const answer = { batch_id: batch, accepted, rejected: [...came, ...told] };
  if (request) await services.idempotency.keep(user, request.key, answer);
  return answer;
}

function rejection({ name, reason, type }: RefusedFile, file: BatchFile | null): Rejection {
  return { file_id: file?.id ?? null, name, reason, type: problemType(type) };
}

/**
 * What a new batch is made of. What its job asks for is stored with it: it stays when the code that
 * reads it changes.
 *
 * @throws {Problem} 422
 */
async function newBatch(
  { job, criteria: edit, blind }: ReceivedUpload,
  { extractor }: Services,
): Promise<NewBatch> {
  const jobDescription = checkJob(job, edit !== null);
  const criteria: Omit<Criteria, "version" | "edited_at"> = edit
    ? { requirements: completed(edit, []), weights: edit.weights, source: "edited" }
    : await criteriaOf(jobDescription, extractor);
  return {
    jobDescription,
    criteria: { ...criteria, version: FIRST_CRITERIA_VERSION, edited_at: new Date().toISOString() },
    blind,
  };
}

/**
 * The job description, where a batch is to be made; it may be missing where there are criteria.
 *
 * @throws {Problem} 422
 */
function checkJob(job: ReceivedUpload["job"], mayBeMissing: boolean): string {
  if (job instanceof Problem) throw job;
  if (!job?.trim() && mayBeMissing) return "";
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
