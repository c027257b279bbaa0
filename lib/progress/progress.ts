import { z } from "zod";

export const batchStatus = z.enum(["queued", "processing", "completed", "failed", "cancelled"]);
export type BatchStatus = z.infer<typeof batchStatus>;

/** One of the best of a finished batch. */
export interface RankedFile {
  file_id: string;
  name: string;
  score: number;
  rank: number;
}

/** How far a batch is: the data of a `progress` event. */
export interface Progress {
  user_id: string;
  /** Null for an update that came from outside. */
  batch_id: string | null;
  /** 1 for the first run, one more for each retry. */
  run: number;
  /** successful + failed + cancelled files; never goes back within a run. */
  completed: number;
  total: number;
  status: BatchStatus;
  message: string;
  successful_files: number;
  failed_files: number;
  updated_at: string;
  results?: RankedFile[];
  [field: string]: unknown;
}

/** States of one file, in their order; the last three end it. */
export type FileState = "received" | "extracting" | "scoring" | "done" | "failed" | "cancelled";

/** The data of a `file` event. */
export interface FileProgress {
  batch_id: string;
  run: number;
  file_id: string;
  name: string;
  state: FileState;
  reason?: string;
  score?: number;
  updated_at: string;
}

/** A billion: above any batch, and far below where integers lose digits. */
const count = z.int().min(0).max(1_000_000_000);

/** An update from outside, as it is posted. Fields beyond these are kept as they are. */
export const progressUpdate = z.looseObject({
  completed: count,
  total: count,
  status: batchStatus.optional(),
  message: z.string().max(10_000).default(""),
  run: z.int().min(1).max(1_000_000_000).default(1),
  successful_files: count.optional(),
  failed_files: count.optional(),
}).refine((update) => update.completed <= update.total, {
  path: ["completed"],
  error: "must not exceed total",
});
export type ProgressUpdate = z.input<typeof progressUpdate>;

/** Whether nothing more will come of this run. */
export function isFinal(status: BatchStatus): boolean {
  return status === "completed" || status === "failed" || status === "cancelled";
}

/** The progress that an outside update says, with what it leaves open filled in. */
export function progressOfUpdate(user: string, input: ProgressUpdate, now: Date): Progress {
  const update = progressUpdate.parse(input);
  const failed = update.failed_files ?? 0;
  return {
    ...update,
    user_id: user,
    batch_id: null,
    status: update.status ?? (update.completed === update.total ? "completed" : "processing"),
    failed_files: failed,
    successful_files: update.successful_files ?? Math.max(0, update.completed - failed),
    updated_at: now.toISOString(),
  };
}
