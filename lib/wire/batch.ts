import type { BatchStatus } from "@/lib/wire/batch_status.ts";
import type { FileState } from "@/lib/wire/file_state.ts";

/** Ids of batches, files and jobs. */
export const RECORD_ID = /^[0-9A-Za-z-]{1,64}$/;

/** A batch, as lists and changes of it answer. */
export interface BatchSummary {
  batch_id: string;
  user_id: string;
  /** 1 for the first run, one more for each retry. */
  run: number;
  status: BatchStatus;
  /** Whether more files may come. */
  open: boolean;
  total: number;
  completed: number;
  successful_files: number;
  failed_files: number;
  cancelled_files: number;
  /** Refused at their upload. */
  rejected_files: number;
  /** How many were announced; null where that wasn't said. */
  expected_files: number | null;
  created_at: string;
  updated_at: string;
}

/** One file of a batch. */
export interface BatchFile {
  file_id: string;
  name: string;
  /** Bytes. */
  size: number;
  state: FileState;
  /** Why it failed, for people. */
  reason: string | null;
  /** 0 to 100, once it is done. */
  score: number | null;
  /** The run of the batch that it was last in. */
  run: number;
  updated_at: string;
}

/** A batch with its files. */
export interface Batch extends BatchSummary {
  /** Id of the log's last event before this was read: a stream `?from=` it goes on there. */
  position: string;
  job_description: string | null;
  files: BatchFile[];
}

/** Some of a user's batches, newest first. */
export interface BatchPage {
  batches: BatchSummary[];
  /** Where the next page begins; null at the end. */
  next_cursor: string | null;
}

/** Batches on a page. */
export const BATCHES_PER_PAGE = { default: 20, most: 100 };
