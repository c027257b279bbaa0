import { serialize } from "node:v8";
import type { Progress } from "@/lib/wire/progress.ts";
import { isFinal } from "@/lib/wire/batch_status.ts";

/** What a log's head remembers of progress, so that a new stream can be told without a search. */
export interface Snapshots {
  /** Of the batches under way, in the order in which they began. */
  open: Progress[];
  /** Of the latest batch that ended. */
  ended: Progress | null;
}

export const noSnapshots: Snapshots = { open: [], ended: null };

/** Eight are more than one person watches at once, and fit the head's 8 KiB. */
const MAX_OPEN = 8;
/** As KV stores it; a larger one keeps only the fields that the contract names. */
const MAX_BYTES = 850;
/** UTF-16 units, of two bytes at worst. */
const MAX_MESSAGE = 150;

/** The latest unfinished batch, else the latest. */
export function currentProgress(snapshots: Snapshots): Progress | null {
  return snapshots.open.at(-1) ?? snapshots.ended;
}

/** The snapshots after `progress`. */
export function withProgress(snapshots: Snapshots, progress: Progress): Snapshots {
  const snapshot = shorten(progress);
  const at = snapshots.open.findIndex((open) => open.batch_id === progress.batch_id);
  const open = snapshots.open.toSpliced(at < 0 ? snapshots.open.length : at, at < 0 ? 0 : 1);
  if (isFinal(progress.status)) {
    return { open, ended: isLater(snapshot, snapshots.ended) ? snapshot : snapshots.ended };
  }
  open.splice(at < 0 ? open.length : at, 0, snapshot);
  return { open: open.slice(-MAX_OPEN), ended: snapshots.ended };
}

/** The snapshots without what they say of a batch. */
export function withoutBatch({ open, ended }: Snapshots, batch: string): Snapshots {
  return {
    open: open.filter((progress) => progress.batch_id !== batch),
    ended: ended?.batch_id === batch ? null : ended,
  };
}

/** Batch ids sort by their time; an outside update has none, and is as late as it comes. */
function isLater(progress: Progress, other: Progress | null): boolean {
  if (other === null || progress.batch_id === null || other.batch_id === null) return true;
  return progress.batch_id >= other.batch_id;
}

function shorten(progress: Progress): Progress {
  const { results: _, ...rest } = progress;
  // Measuring costs more than all else here, and most are far below.
  if (2 * JSON.stringify(rest).length <= MAX_BYTES) return rest;
  if (serialize(rest).length <= MAX_BYTES) return rest;
  return {
    user_id: progress.user_id,
    batch_id: progress.batch_id,
    run: progress.run,
    completed: progress.completed,
    total: progress.total,
    status: progress.status,
    message: progress.message.slice(0, MAX_MESSAGE),
    successful_files: progress.successful_files,
    failed_files: progress.failed_files,
    updated_at: progress.updated_at,
  };
}
