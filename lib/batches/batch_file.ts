import { BatchView, type Sight } from "@/lib/batches/blind/batch_view.ts";
import type { FileEvent } from "@/lib/wire/stream_events.ts";
import type { FileState } from "@/lib/wire/file_state.ts";

/** One file of a batch: a resume, or one with resumes in it. */
export interface BatchFile {
  /** Sorts by when it came. */
  id: string;
  user: string;
  batch: string;
  /** The file that it was in, by its id; absent where it was given by itself. */
  parent?: string;
  /** How many files it was in, one in another; absent where in none. */
  depth?: number;
  run: number;
  /** Whether it came to a batch that was blind then; absent where not. */
  blind?: true;
  /** As it was uploaded: text, never a path. */
  name: string;
  /** Bytes; null where it was refused and not read to its end. */
  size: number | null;
  /** Of its bytes, in hex; null where it was refused. */
  sha256: string | null;
  state: FileState;
  /** Why it failed or was refused, for people. */
  reason: string | null;
  /** Of a file that failed: whether another try may go better. */
  retryable?: boolean;
  /** 0 to 100, once it is done. */
  score: number | null;
  /** Of the criteria that gave the score; absent of versions before there were any. */
  criteriaVersion?: number;
  /** The document, as it came; null where it was refused. */
  blob: string | null;
  /** Its text, once it is done. */
  textBlob: string | null;
  /** Token of the claim under which the result was written. */
  attempt: string | null;
  updatedAt: string;
}

/** The file as it begins another run. */
export function againInRun(file: BatchFile, run: number, now: Date): BatchFile {
  return {
    ...file,
    run,
    state: "received",
    reason: null,
    retryable: false,
    updatedAt: now.toISOString(),
  };
}

/** The data of the file's `file` event; in a batch that is blind it bears a label in place of its name. */
export function fileEventOf(file: BatchFile, batch: Sight): FileEvent {
  return BatchView.of(batch).fileEvent({
    batch_id: file.batch,
    run: file.run,
    file_id: file.id,
    ...file.parent !== undefined && { parent: file.parent },
    name: file.name,
    state: file.state,
    ...file.reason !== null && { reason: file.reason },
    ...file.retryable && { retryable: true },
    ...file.score !== null && { score: file.score },
    updated_at: file.updatedAt,
  });
}
