import { type Row, rowAfterEvent } from "@/lib/client/batch/batch_row.ts";
import type { ChosenFile } from "@/lib/client/upload/sending_action.ts";
import type { FileOutcome } from "@/lib/client/upload/upload_answer.ts";
import type { FileEvent } from "@/lib/wire/stream_events.ts";

/** Rows of files of which the server knows nothing yet. */
export function chosenRows(files: readonly ChosenFile[]): Row[] {
  return files.map(({ key, name, size, reason }) => ({
    key,
    mine: true,
    fileId: null,
    parent: null,
    name,
    size,
    state: reason === null ? "waiting" : "refused",
    run: 0,
    reason,
    retryable: false,
    score: null,
    at: "",
  }));
}

/** The rows while the files with these keys are under way. */
export function sendingRows(rows: readonly Row[], keys: readonly string[]): Row[] {
  const sent = new Set(keys);
  return rows.map((row) => sent.has(row.key) ? { ...row, state: "sending" } : row);
}

/**
 * The rows after the server's answer, and what is left of the steps that overtook it. A file that the
 * batch had already keeps the row that it has.
 */
export function answeredRows(
  rows: readonly Row[],
  before: ReadonlyMap<string, FileEvent>,
  outcomes: ReadonlyMap<string, FileOutcome>,
): { rows: Row[]; early: Map<string, FileEvent> } {
  const early = new Map(before);
  const known = new Set(rows.map(({ fileId }) => fileId));
  const answered = rows.flatMap((row): Row[] => {
    const outcome = outcomes.get(row.key);
    if (!outcome) return [row];
    const { fileId } = outcome;
    if (fileId !== null && fileId !== row.fileId) {
      if (known.has(fileId)) return [];
      known.add(fileId);
    }
    const event = early.get(fileId ?? "");
    early.delete(fileId ?? "");
    if (outcome.kind === "rejected") {
      return [{ ...row, state: "refused", fileId, reason: outcome.reason }];
    }
    const received: Row = { ...row, state: "received", fileId };
    return [event ? rowAfterEvent(received, event) : received];
  });
  return { rows: answered, early };
}

/** How many files the server doesn't have, nor has refused. */
export function unsentIn(rows: readonly Row[]): number {
  return rows.filter(({ fileId, state }) => fileId === null && state !== "refused").length;
}
