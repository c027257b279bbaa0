import type { Progress, RankedFile } from "@/lib/wire/progress.ts";
import { type BatchStatus, isFinal } from "@/lib/wire/batch_status.ts";
import type { Ending } from "@/lib/wire/file_state.ts";

/** Files that are screened together against one job description. */
export interface Batch {
  id: string;
  user: string;
  /** 1, and one more for each retry. */
  run: number;
  /** The latest run that all files are part of which had failed: one alone may have been retried since. */
  fullRun: number;
  status: BatchStatus;
  /** Whether more files may come. */
  open: boolean;
  /** How many are to come in all; null where that wasn't said. */
  expected: number | null;
  /** Files that were accepted. */
  received: number;
  /** Files that came and were refused. */
  rejected: number;
  successful: number;
  failed: number;
  cancelled: number;
  /** What is being done to all its files and may not have reached each. */
  pending: "cancel" | "retry" | null;
  createdAt: string;
  updatedAt: string;
}

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
    received: 0,
    rejected: 0,
    successful: 0,
    failed: 0,
    cancelled: 0,
    pending: null,
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
  return Math.max(batch.received, batch.expected - batch.rejected);
}

/** The batch with `received` more files accepted and `rejected` more refused. */
export function withFiles(batch: Batch, received: number, rejected: number, now: Date): Batch {
  const next = {
    ...batch,
    received: batch.received + received,
    rejected: batch.rejected + rejected,
    updatedAt: now.toISOString(),
  };
  if (next.expected !== null && next.received + next.rejected >= next.expected) next.open = false;
  return next;
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
  if (batch.received > 0 && batch.failed === batch.received) return "failed";
  return batch.received > 0 && batch.cancelled === batch.received ? "cancelled" : "completed";
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
    updated_at: batch.updatedAt,
    ...results && {
      results,
      results_total: batch.successful,
      results_url: `/api/v1/resumes/batches/${batch.id}/results`,
    },
  };
}

function messageOf(batch: Batch): string {
  const of = `${completed(batch)} of ${total(batch)}`;
  const failures = batch.failed > 0 ? `, ${batch.failed} could not be read` : "";
  switch (batch.status) {
    case "queued":
      return `${total(batch)} ${total(batch) === 1 ? "resume" : "resumes"} waiting`;
    case "processing":
      return `${of} resumes done${failures}`;
    case "completed":
      return `${batch.successful} of ${batch.received} resumes ranked${failures}`;
    case "failed":
      return "None of the resumes could be read";
    case "cancelled":
      return `Cancelled after ${batch.successful + batch.failed} of ${total(batch)} resumes`;
  }
}
