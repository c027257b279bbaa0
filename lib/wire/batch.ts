import type { BatchStatus } from "@/lib/wire/batch_status.ts";
import type { Decision } from "@/lib/wire/review/decision.ts";
import type { RecordFate } from "@/lib/wire/review/record_fate.ts";
import type { FileState } from "@/lib/wire/file_state.ts";

/** Ids of batches, files and jobs. */
export const RECORD_ID = /^[0-9A-Za-z-]{1,64}$/;

/** A batch, as lists and changes of it answer. */
export interface BatchSummary {
  batch_id: string;
  user_id: string;
  /** What people call it: at first the first line of its job. */
  title: string;
  /** 1 for the first run, one more for each retry. */
  run: number;
  status: BatchStatus;
  /** Whether names, and all that tells whose a file is, are hidden; and schools with them. */
  blind: boolean;
  blind_schools: boolean;
  /** Whether more files may come. */
  open: boolean;
  total: number;
  completed: number;
  successful_files: number;
  failed_files: number;
  cancelled_files: number;
  /** Given and not accepted; neither in `total` nor in `completed`. */
  refused_files: number;
  /** Those of `successful_files` that were unpacked, and so have no score. */
  unpacked_files: number;
  /** How many were announced, with those that were told of or unpacked; null where that wasn't said. */
  expected_files: number | null;
  /** Who is sending files into it; null where nobody is. */
  sender: Sender | null;
  created_at: string;
  updated_at: string;
  /** When it is deleted by itself, should nothing be done to it; documents go as long after they came. */
  expires_at: string | null;
}

/** That a page is sending files into a batch: it says so again and again, see UPLOAD_SENDER. */
export interface Sender {
  since: string;
  seen_at: string;
}

/** One file that was given to a batch. */
export interface BatchFile {
  file_id: string;
  /** The file that it was in, by its file_id; null where it was given by itself. */
  parent: string | null;
  name: string;
  /** Bytes; null where a refused file was not read to its end. */
  size: number | null;
  /** Of its bytes, in hex; null where it was refused. */
  sha256: string | null;
  state: FileState;
  /** Why it failed or was refused, for people. */
  reason: string | null;
  /** Whether it failed for a reason that may have passed: another try may go better. */
  retryable: boolean;
  /** 0 to 100, once it is done; null of one that was unpacked. */
  score: number | null;
  /** The run of the batch that it was last in. */
  run: number;
  updated_at: string;
  /** In lists of results: what was decided last about it; absent where nothing was yet. */
  decision?: Decision;
}

/** A batch with all files that were given to it, in the order in which they came. */
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

/** A batch as it is named anew. */
export interface BatchUpdate {
  title: string;
}

/** What has become of a batch that was to be deleted: false where there was none, or not any more. */
export interface BatchDeletion {
  batch_id: string;
  deleted: boolean;
  /** Whether there is a record still. */
  record: RecordFate;
}

/** The longest title, in Unicode code points, and that of a job without a line. */
export const MAX_TITLE_LENGTH = 200;
export const DEFAULT_TITLE = "Batch";
/** The largest update of a batch as it is sent, in bytes; the longest search of titles, in UTF-16 units. */
export const MAX_BATCH_UPDATE_BYTES = 16 * 1024;
export const MAX_TITLE_SEARCH = 200;

/** Batches on a page. */
export const BATCHES_PER_PAGE = { default: 20, most: 100 };
