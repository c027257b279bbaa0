import type { BatchStatus } from "@/lib/wire/batch_status.ts";
import { isRecord } from "@/lib/wire/record.ts";

/** One of the best of a finished batch. */
export interface RankedFile {
  file_id: string;
  name: string;
  score: number;
  rank: number;
}

/** How far a batch is: the data of a `progress` event. An update from outside may add fields. */
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
  cancelled_files?: number;
  /** Given and not accepted; neither in `total` nor in `completed`. */
  refused_files?: number;
  /** Those of `successful_files` that were unpacked, and so have no score. */
  unpacked_files?: number;
  updated_at: string;
  /** With the last event of a run: the best of all runs, how many there are in all, and where they are. */
  results?: RankedFile[];
  results_total?: number;
  results_url?: string;
  [field: string]: unknown;
}

/** An update from outside, as it is posted; what it leaves open is filled in. */
export interface ProgressUpdate {
  completed: number;
  total: number;
  status?: BatchStatus;
  message?: string;
  run?: number;
  successful_files?: number;
  failed_files?: number;
  [field: string]: unknown;
}

/** The answer to an update: the id of its event. */
export interface PublishAnswer {
  id: string;
}

/** Where a user's progress stands; null where there is none. */
export interface ProgressStatus {
  /** Id of the log's last event before this was read: a stream `?from=` it goes on there. */
  position: string;
  user_id: string;
  progress: Progress | null;
}

/** The largest count of an update: above any batch, and far below where integers lose digits. */
export const MAX_COUNT = 1_000_000_000;
/** The longest message of an update, in UTF-16 units. */
export const MAX_MESSAGE_LENGTH = 10_000;
/** The largest update as it is posted, in bytes: an event's JSON, written with spaces and escapes. */
export const MAX_UPDATE_BYTES = 96 * 1024;

/** Reads an unknown value as progress; null where it is none. */
export function asProgress(value: unknown): Progress | null {
  if (!isRecord(value) || typeof value.status !== "string") return null;
  const count = (field: string) => typeof value[field] === "number" ? value[field] : 0;
  const text = (field: string) => typeof value[field] === "string" ? value[field] : "";
  return {
    ...value,
    user_id: text("user_id"),
    batch_id: typeof value.batch_id === "string" ? value.batch_id : null,
    run: typeof value.run === "number" ? value.run : 1,
    completed: count("completed"),
    total: count("total"),
    status: value.status as BatchStatus,
    message: text("message"),
    successful_files: count("successful_files"),
    failed_files: count("failed_files"),
    updated_at: text("updated_at"),
  };
}
