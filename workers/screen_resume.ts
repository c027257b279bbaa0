import type { BatchFile } from "@/lib/batches/batch_file.ts";
import type { BatchStore, ScreeningInput } from "@/lib/batches/batch_store.ts";
import type { ResultStore } from "@/lib/batches/result_store.ts";
import type { BlobStore } from "@/lib/blobs/blob_store.ts";
import type { Lease } from "@/lib/jobs/lease.ts";
import { LeaseLostError } from "@/lib/jobs/lease_lost_error.ts";
import { BusyError } from "@/lib/async/busy_error.ts";
import { MAX_ATTEMPTS } from "@/lib/jobs/retry_policy.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { FIRST_VERSION } from "@/lib/record/scored_entry.ts";
import { type Criteria, DEFAULT_WEIGHTS } from "@/lib/wire/review/criteria.ts";
import { traced } from "@/lib/telemetry/trace.ts";
import { HEAD_BYTES } from "@/lib/extract/document/file_kind.ts";
import { givenKind } from "@/lib/extract/document/given_kind.ts";
import type { Extractor } from "@/lib/extract/extractor.ts";
import { isContainer } from "@/lib/wire/file_kinds.ts";
import { unpackContainer, type UnpackingServices } from "@/workers/unpack_container.ts";

export interface ScreeningServices extends UnpackingServices {
  batches: BatchStore;
  blobs: BlobStore;
  results: ResultStore;
  extractor: Pick<Extractor, "screen" | "unpack" | "checkOcr" | "criteria">;
}

/** Reads and scores one resume, from its blob to its result, or unpacks the file that holds some. */
export async function screenResume(
  lease: Lease,
  signal: AbortSignal,
  services: ScreeningServices,
): Promise<void> {
  const { batches, results, steps } = services;
  const { user, batch, id, attempt } = lease.job;
  const { file, ...input } = await batches.screening(user, batch, id);
  if (!file) return await steps.drop(lease);
  if (attempt > 1 || file.run > 1) await results.forgetAll(file);
  if (attempt > MAX_ATTEMPTS) return await giveUp(lease, file, services);
  try {
    await screen(lease, file, { signal, ...input }, services);
  } catch (error) {
    if (error instanceof LeaseLostError) await results.forget(file, lease.token);
    if (signal.aborted || error instanceof LeaseLostError || error instanceof BusyError) {
      throw error;
    }
    if (error instanceof ExtractionError && !error.retryable) {
      return await steps.end(lease, file, { ending: "failed", reason: error.message });
    }
    if (attempt >= MAX_ATTEMPTS) return await giveUp(lease, file, services);
    throw error;
  }
}

type Screening = Omit<ScreeningInput, "file"> & { signal: AbortSignal };

/** What is to go on record; null where the criteria were read of the job, and are there. */
async function criteriaOf(
  job: string,
  { criteria, recorded, createdAt, signal }: Screening,
  extractor: ScreeningServices["extractor"],
): Promise<Criteria | null> {
  if (criteria || recorded > 0) return criteria;
  const requirements = await extractor.criteria(job, { signal });
  return {
    version: FIRST_VERSION,
    requirements,
    weights: DEFAULT_WEIGHTS,
    source: "job",
    edited_at: createdAt,
  };
}

/** The events of steps between are written beside the work: only the last one ends it. */
async function screen(
  lease: Lease,
  file: BatchFile,
  input: Screening,
  services: ScreeningServices,
): Promise<void> {
  const { blobs, steps, results, extractor } = services;
  const { signal, jobDescription: job, criteria } = input;
  if (lease.job.awaits === "ocr") extractor.checkOcr();
  const bytes = file.blob && await blobs.get(file.user, file.blob);
  if (!bytes || job === null) {
    const reason = "The file is no longer stored; upload it again";
    return await steps.end(lease, file, { ending: "failed", reason });
  }
  const kind = givenKind(file.name, bytes.subarray(0, HEAD_BYTES));
  if (kind !== null && isContainer(kind)) {
    return await unpackContainer(lease, file, { bytes, kind, signal }, services);
  }
  const [{ text, assessment, likeness, code = null }, onRecord] = await Promise.all([
    traced(
      "read and score",
      {},
      () => extractor.screen(bytes, file.name, { job, criteria, now: new Date(), signal }),
    ),
    criteriaOf(job, input, extractor),
    steps.reach(lease, file, "extracting"),
  ]);
  await Promise.all([
    steps.reach(lease, file, "scoring"),
    traced("write the result", {}, () => results.write(lease, file, text, assessment)),
  ]);
  const { token } = lease;
  const { score } = assessment;
  await traced(
    "tell of the end",
    {},
    () =>
      steps.end(lease, file, {
        ending: "done",
        score,
        textBlob: token,
        attempt: token,
        likeness,
        scoring: { assessment, criteria: onRecord, code },
      }),
  );
}

function giveUp(lease: Lease, file: BatchFile, { steps }: ScreeningServices): Promise<void> {
  const reason = `Reading the file failed ${MAX_ATTEMPTS} times; retry it, or upload another copy`;
  return steps.end(lease, file, { ending: "failed", reason, dead: true });
}
