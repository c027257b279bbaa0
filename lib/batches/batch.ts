import { FIRST_CRITERIA_VERSION } from "@/lib/wire/review/criteria.ts";
import { countsInWords } from "@/lib/wire/file_counts.ts";
import type { Progress, RankedFile } from "@/lib/wire/progress.ts";
import { type BatchStatus, isFinal } from "@/lib/wire/batch_status.ts";
import type { Scoring } from "@/lib/wire/result.ts";
import type { Ending } from "@/lib/wire/file_state.ts";
import type { Hiding } from "@/lib/wire/blind/blind_text.ts";

/** Files by what became of them. */
export interface BatchCounts {
  /** Files that were accepted. */
  received: number;
  /** Files that were given and refused. */
  refused: number;
  successful: number;
  /** Those of the successful that were unpacked: they have no score. */
  unpacked: number;
  failed: number;
  cancelled: number;
}

/** Who sends files into a batch, or did: whether that is over, sender.ts tells. */
export interface BatchSender {
  /** The page's own; it is shown to nobody. */
  id: string;
  since: string;
  seenAt: string;
}

/** Files that are screened together against one job description. Its counts are those of its run. */
export interface Batch extends BatchCounts {
  id: string;
  user: string;
  /** What people call it; absent of versions that had no titles. */
  title?: string;
  /** 1, and one more for each retry and for each reopening after its end. */
  run: number;
  /** The latest run that all files are part of which had failed: one alone may have been retried since. */
  fullRun: number;
  status: BatchStatus;
  /** Whether more files may come. */
  open: boolean;
  /** How many are to come in all; null where that wasn't said. */
  expected: number | null;
  /** The files of earlier runs that this one has no part in: the batch was reopened since. */
  earlier: BatchCounts | null;
  sender: BatchSender | null;
  /** What is being done to all its files and may not have reached each. */
  pending: "cancel" | "retry" | null;
  /** That nobody is told whose its files are, and what that takes; absent where all is shown. */
  blind?: Hiding;
  /** Who had it shown again, and when; absent where nobody has. */
  blindLifted?: { by: string; at: string };
  /** Of the criteria that it is scored by; absent where they have no version. */
  criteriaVersion?: number;
  /** While files are scored again by them: those that are not yet. */
  rescoring?: { left: number };
  createdAt: string;
  updatedAt: string;
  /** When it goes by itself, with all that belongs to it; absent of versions that didn't say. */
  expiresAt?: string;
}

const NO_FILES: BatchCounts = {
  received: 0,
  refused: 0,
  successful: 0,
  unpacked: 0,
  failed: 0,
  cancelled: 0,
};

export function newBatch(id: string, user: string, expected: number | null, now: Date): Batch {
  const at = now.toISOString();
  return {
    id,
    user,
    run: 1,
    fullRun: 1,
    status: "queued",
    open: true,
    expected,
    ...NO_FILES,
    earlier: null,
    sender: null,
    pending: null,
    criteriaVersion: FIRST_CRITERIA_VERSION,
    createdAt: at,
    updatedAt: at,
  };
}

/** Files that have ended in this run. */
export function completed(batch: Batch): number {
  return batch.successful + batch.failed + batch.cancelled;
}

/** Files there will be: those accepted, and while the batch is open those that are expected. */
export function total(batch: Batch): number {
  if (!batch.open || batch.expected === null) return batch.received;
  return Math.max(batch.received, batch.expected - refusedIn(batch));
}

/** The files of all runs. */
export function allFiles(batch: Batch): BatchCounts {
  const { earlier, received, successful, failed, cancelled } = batch;
  const unpacked = unpackedIn(batch);
  const run = { received, refused: refusedIn(batch), successful, unpacked, failed, cancelled };
  return earlier ? sumOf(run, earlier) : run;
}

/** The batch with all its files in its run again. */
export function withAllFiles(batch: Batch): Batch {
  return { ...batch, ...allFiles(batch), earlier: null };
}

/** The ended batch as it begins a run of the files that are yet to come. */
export function reopened(batch: Batch, now: Date): Batch {
  return {
    ...batch,
    run: batch.run + 1,
    status: "queued",
    ...NO_FILES,
    earlier: allFiles(batch),
    open: true,
    expected: null,
    sender: null,
    updatedAt: now.toISOString(),
  };
}

/** The batch with `received` more files accepted and `refused` more refused. */
export function withFiles(batch: Batch, received: number, refused: number, now: Date): Batch {
  return {
    ...batch,
    received: batch.received + received,
    refused: refusedIn(batch) + refused,
    updatedAt: now.toISOString(),
  };
}

/** The batch with what was found in one of its files: whoever waits for so many files, waits for these too. */
export function withChildren(batch: Batch, received: number, refused: number, now: Date): Batch {
  const expected = batch.expected === null ? null : batch.expected + received + refused;
  return { ...withFiles(batch, received, refused, now), expected };
}

/** The batch with one file ended of which all that is in it has come. */
export function withUnpacked(batch: Batch, now: Date): Batch {
  return { ...withEnded(batch, "done", now), unpacked: unpackedIn(batch) + 1 };
}

/** Files that have a score, of all runs. */
export function scoredFiles(batch: Batch): number {
  const { successful, unpacked } = allFiles(batch);
  return successful - unpacked;
}

/** The version of the criteria that the batch, or a file of it, is scored by. */
export function criteriaVersion(of: Pick<Batch, "criteriaVersion">): number {
  return of.criteriaVersion ?? FIRST_CRITERIA_VERSION;
}

/** How far a batch is with being scored again; null where it isn't. */
export function scoringOf(batch: Batch): Scoring | null {
  if (!batch.rescoring) return null;
  const total = scoredFiles(batch);
  return { scored: Math.max(0, total - batch.rescoring.left), total };
}

/** Whether all that are expected have come, refused ones included. */
export function hasAllExpected(batch: Batch): boolean {
  return batch.expected !== null && batch.received + refusedIn(batch) >= batch.expected;
}

/** The batch with one file ended. */
export function withEnded(batch: Batch, ending: Ending, now: Date, files = 1): Batch {
  const field = ({ done: "successful", failed: "failed", cancelled: "cancelled" } as const)[ending];
  return {
    ...batch,
    status: isFinal(batch.status) ? batch.status : "processing",
    [field]: batch[field] + files,
    updatedAt: now.toISOString(),
  };
}

/** Whether every file has ended and none may come. */
export function isSettled(batch: Batch): boolean {
  return !batch.open && batch.pending !== "retry" && completed(batch) === batch.received;
}

/** The status a settled batch ends with. */
export function finalStatus(batch: Batch): BatchStatus {
  if (batch.pending === "cancel") return "cancelled";
  const resumes = batch.received - unpackedIn(batch);
  if (resumes > 0 && batch.failed === resumes) return "failed";
  return resumes > 0 && batch.cancelled === resumes ? "cancelled" : "completed";
}

/** The data of the batch's `progress` event; the best files come with the last one of a run. */
export function progressOf(batch: Batch, results?: RankedFile[]): Progress {
  return {
    user_id: batch.user,
    batch_id: batch.id,
    run: batch.run,
    completed: completed(batch),
    total: total(batch),
    status: batch.status,
    message: messageOf(batch),
    successful_files: batch.successful,
    failed_files: batch.failed,
    cancelled_files: batch.cancelled,
    refused_files: refusedIn(batch),
    unpacked_files: unpackedIn(batch),
    updated_at: batch.updatedAt,
    ...results && {
      results,
      results_total: scoredFiles(batch),
      results_url: `/api/v1/resumes/batches/${batch.id}/results`,
    },
  };
}

function messageOf(batch: Batch): string {
  const { failed, cancelled } = batch;
  const [refused, unpacked] = [refusedIn(batch), unpackedIn(batch)];
  const given = total(batch) + refused - unpacked;
  const scored = batch.successful - unpacked;
  return countsInWords({ given, scored, failed, cancelled, refused });
}

/** Batches of versions before this count kept none; they expire. */
function refusedIn({ refused }: Partial<BatchCounts>): number {
  return refused ?? 0;
}

function unpackedIn({ unpacked }: Partial<BatchCounts>): number {
  return unpacked ?? 0;
}

function sumOf(a: BatchCounts, b: BatchCounts): BatchCounts {
  return {
    received: a.received + b.received,
    refused: a.refused + b.refused,
    successful: a.successful + b.successful,
    unpacked: unpackedIn(a) + unpackedIn(b),
    failed: a.failed + b.failed,
    cancelled: a.cancelled + b.cancelled,
  };
}
