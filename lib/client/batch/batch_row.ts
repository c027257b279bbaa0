import type { BatchFile } from "@/lib/wire/batch.ts";
import type { FileEvent } from "@/lib/wire/stream_events.ts";
import { type Ending, type FileState, isEnding } from "@/lib/wire/file_state.ts";

/** A file's state, including those before the server has it. */
export type RowState = "waiting" | "sending" | "unsent" | FileState;

/** One file on the page. Rows are never changed, only replaced: an unchanged row is not redrawn. */
export interface Row {
  /** Stays the same while the row lives. */
  key: string;
  /** Whether this page has sent it. */
  mine: boolean;
  /** Null until the server has accepted the file. */
  fileId: string | null;
  /** The file that it was in, by its id; null where it was given by itself. */
  parent: string | null;
  name: string;
  /** Bytes; null where they are not known. */
  size: number | null;
  state: RowState;
  /** The run of the batch in which it came to this state; 0 before the first. */
  run: number;
  /** Why it failed or was refused, for people. */
  reason: string | null;
  /** Whether it failed for a reason that may have passed. */
  retryable: boolean;
  score: number | null;
  /** When it came to this state, by the server's clock (ISO 8601); "" before it had the file. */
  at: string;
}

/** How a row ends: a `refused` file was not accepted, and of an `unsent` one the server has not heard. */
export type EndedState = Ending | "refused" | "unsent";

/** How many rows are in which stage; `ended` is the sum of all but `total`. */
export type RowCounts = Record<EndedState | "total" | "ended", number>;

/** Whether nothing more comes for a file in this state (within a run). */
export function isEnded(state: RowState): state is EndedState {
  return state === "refused" || state === "unsent" || isEnding(state);
}

/** Whether a row is of a file that was unpacked: what was in it has rows of its own. */
export function isUnpacked({ state, score }: Pick<Row, "state" | "score">): boolean {
  return state === "done" && score === null;
}

/** Counts rows by stage, but for what was unpacked. */
export function countRows(all: readonly Row[]): RowCounts {
  const rows = all.filter((row) => !isUnpacked(row));
  const none = { ended: 0, done: 0, failed: 0, cancelled: 0, refused: 0, unsent: 0 };
  const counts = { total: rows.length, ...none };
  for (const { state } of rows) {
    if (!isEnded(state)) continue;
    counts.ended += 1;
    counts[state] += 1;
  }
  return counts;
}

/** The row after a file event. A file that has ended starts again only in a later run. */
export function rowAfterEvent(row: Row, event: FileEvent): Row {
  const { run } = event;
  if (run < row.run) return row;
  if (isEnded(row.state) && run === row.run && row.state !== event.state) return row;
  return {
    ...row,
    run,
    state: event.state,
    reason: event.reason ?? null,
    retryable: event.retryable ?? false,
    at: event.updated_at,
    score: event.score ?? (event.state === "done" ? row.score : null),
  };
}

/** A row for a file that the page has not sent itself. */
export function rowOfFile(file: BatchFile): Row {
  return {
    key: file.file_id,
    mine: false,
    fileId: file.file_id,
    parent: file.parent,
    name: file.name,
    size: file.size,
    state: file.state,
    run: file.run,
    reason: file.reason,
    retryable: file.retryable,
    score: file.score,
    at: file.updated_at,
  };
}

/** What the files are called that others were in, by their ids. */
export function containerNames(rows: readonly Row[]): ReadonlyMap<string, string> {
  const parents = new Set(rows.flatMap(({ parent }) => parent ?? []));
  const containers = parents.size === 0
    ? []
    : rows.filter(({ fileId }) => fileId !== null && parents.has(fileId));
  return new Map(containers.map((row) => [row.fileId!, row.name]));
}
