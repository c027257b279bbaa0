import { keys } from "@/lib/kv/keys.ts";
import type { BatchFile } from "@/lib/batches/batch_file.ts";
import type { BatchStore } from "@/lib/batches/batch_store.ts";
import type { FileSteps } from "@/lib/batches/file_steps.ts";
import type { BlobStore } from "@/lib/blobs/blob_store.ts";
import type { Lease } from "@/lib/jobs/lease.ts";
import { LeaseLostError } from "@/lib/jobs/lease_lost_error.ts";
import { assess } from "@/lib/resume/assess.ts";
import { ExtractionError } from "./extract/extraction_error.ts";
import type { Extractor } from "./extract/extractor.ts";

export interface ScreeningServices {
  batches: BatchStore;
  blobs: BlobStore;
  steps: FileSteps;
  extractor: Extractor;
  retentionMs: number;
}

/** A file is given up after this many claims, those that ended in a crash included. */
export const MAX_ATTEMPTS = 3;

const encoder = new TextEncoder();

/** Reads and scores one resume: from its blob to its result. */
export async function screenResume(
  lease: Lease,
  signal: AbortSignal,
  services: ScreeningServices,
): Promise<void> {
  const { user, batch, id } = lease.job;
  const file = await services.batches.file(user, batch, id);
  if (!file) throw new LeaseLostError(id);
  if (lease.job.attempt > MAX_ATTEMPTS) return await giveUp(lease, file, services);
  try {
    await screen(lease, file, signal, services);
  } catch (error) {
    if (signal.aborted || error instanceof LeaseLostError) throw error;
    if (error instanceof ExtractionError && !error.retryable) {
      return await services.steps.end(lease, file, { ending: "failed", reason: error.message });
    }
    if (lease.job.attempt >= MAX_ATTEMPTS) return await giveUp(lease, file, services);
    throw error;
  }
}

async function screen(
  lease: Lease,
  file: BatchFile,
  signal: AbortSignal,
  { batches, blobs, steps, extractor, retentionMs }: ScreeningServices,
): Promise<void> {
  const { user, batch } = lease.job;
  const [bytes, job] = await Promise.all([
    blobs.get(user, file.blob),
    batches.jobDescription(user, batch),
    steps.reach(lease, file, "extracting"),
  ]);
  if (!bytes || job === null) throw new LeaseLostError(file.id);
  const { text, hidden } = await extractor.extract(bytes, file.name, { signal });
  await steps.reach(lease, file, "scoring");
  const assessment = assess({ text, job, now: new Date(), hiddenText: hidden });
  const resultKey = keys.result(user, batch, file.id, lease.token);
  const result = encoder.encode(JSON.stringify(assessment));
  const textBlob = await blobs.put(
    user,
    [encoder.encode(text)],
    (build) =>
      lease.commit((operation) => {
        build(operation);
        operation.set(resultKey, result, { expireIn: retentionMs });
      }),
  );
  await steps.end(lease, file, {
    ending: "done",
    score: assessment.score,
    textBlob: textBlob.id,
    attempt: lease.token,
  });
}

function giveUp(lease: Lease, file: BatchFile, { steps }: ScreeningServices): Promise<void> {
  const reason = `Reading the file failed ${MAX_ATTEMPTS} times; retry it, or upload another copy`;
  return steps.end(lease, file, { ending: "failed", reason, dead: true });
}
