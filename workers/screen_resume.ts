import type { BatchFile } from "@/lib/batches/batch_file.ts";
import type { BatchStore, ScreeningInput } from "@/lib/batches/batch_store.ts";
import type { ResultStore } from "@/lib/batches/result_store.ts";
import type { BlobStore } from "@/lib/blobs/blob_store.ts";
import type { Lease } from "@/lib/jobs/lease.ts";
import { LeaseLostError } from "@/lib/jobs/lease_lost_error.ts";
import { BusyError } from "@/lib/async/busy_error.ts";
import { MAX_ATTEMPTS } from "@/lib/jobs/retry_policy.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
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
  extractor: Pick<Extractor, "screen" | "unpack" | "checkOcr">;
}

/** Reads and scores one resume, from its blob to its result, or unpacks the file that holds some. */
export async function screenResume(
  lease: Lease,
  signal: AbortSignal,
  services: ScreeningServices,
): Promise<void> {
  const { batches, results, steps } = services;
  const { user, batch, id, attempt } = lease.job;
  const { file, ...by } = await batches.screening(user, batch, id);
  if (!file) return await steps.drop(lease);
  if (attempt > 1 || file.run > 1) await results.forgetAll(file);
  if (attempt > MAX_ATTEMPTS) return await giveUp(lease, file, services);
  try {
    await screen(lease, file, { signal, ...by }, services);
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

type ScreenedBy = Omit<ScreeningInput, "file">;

/** The events of steps between are written beside the work: only the last one ends it. */
async function screen(
  lease: Lease,
  file: BatchFile,
  { signal, jobDescription: job, criteria, criteriaVersion }: ScreenedBy & { signal: AbortSignal },
  services: ScreeningServices,
): Promise<void> {
  const { blobs, steps, results, extractor } = services;
  if (lease.job.awaits === "ocr") extractor.checkOcr();
  const bytes = file.blob && await blobs.take(file.user, file.blob);
  if (!bytes || job === null) {
    const reason = "The file is no longer stored; upload it again";
    return await steps.end(lease, file, { ending: "failed", reason });
  }
  const kind = givenKind(file.name, bytes.subarray(0, HEAD_BYTES));
  if (kind !== null && isContainer(kind)) {
    return await unpackContainer(lease, file, { bytes, kind, signal }, services);
  }
  const [{ text, assessment, likeness, code = null }] = await Promise.all([
    traced(
      "read and score",
      {},
      () => extractor.screen(bytes, file.name, { job, criteria, now: new Date(), signal }),
    ),
    steps.reach(lease, file, "extracting"),
  ]);
  const addResult = await results.ready(lease, file, text, assessment);
  const { token } = lease;
  const { score } = assessment;
  await traced(
    "write the result",
    {},
    () =>
      steps.end(lease, file, {
        ending: "done",
        score,
        textBlob: token,
        attempt: token,
        criteriaVersion,
        likeness,
        scoring: { assessment, criteria, code },
        addResult,
      }),
  );
}

function giveUp(lease: Lease, file: BatchFile, { steps }: ScreeningServices): Promise<void> {
  const reason = `Reading the file failed ${MAX_ATTEMPTS} times; retry it, or upload another copy`;
  return steps.end(lease, file, { ending: "failed", reason, dead: true });
}
