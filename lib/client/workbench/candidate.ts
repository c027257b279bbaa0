import type { Row } from "@/lib/client/batch/batch_row.ts";
import type { FileState } from "@/lib/wire/file_state.ts";
import type { Result } from "@/lib/wire/result.ts";

/** A file of an ended batch, as one row of the table: with its result, or with why it has none. */
export interface Candidate {
  /** The file's id; of a refused file that the server doesn't have, the key of its row. */
  id: string;
  /** The file's name. */
  file: string;
  result: Result | null;
  state: FileState;
  /** Why it failed or was refused, for people. */
  reason: string | null;
  /** Whether another try may go better. */
  retryable: boolean;
  /** Whether something may be decided about it: it has ended, and was not refused. */
  decidable: boolean;
}

/** All candidates: first the results in their order, then the files that have none. */
export function candidatesOf(results: readonly Result[], rows: readonly Row[]): Candidate[] {
  const scored = results.map(candidateOf);
  const unscored = rows.flatMap((row) => unscoredOf(row));
  return [...scored, ...unscored];
}

const known = new WeakMap<Result, Candidate>();

/** The same object for the same result: a row is drawn anew only where its candidate is another. */
function candidateOf(result: Result): Candidate {
  const before = known.get(result);
  if (before) return before;
  const { file_id: id, name: file } = result;
  const rest = { reason: null, retryable: false, decidable: true } as const;
  const made: Candidate = { id, file, result, state: "done", ...rest };
  known.set(result, made);
  return made;
}

const lost = new WeakMap<Row, Candidate>();

function unscoredOf(row: Row): Candidate[] {
  const { state, fileId, reason, retryable, name: file } = row;
  if (state !== "failed" && state !== "refused" && state !== "cancelled") return [];
  const decidable = fileId !== null && state !== "refused";
  const made = lost.get(row) ??
    { id: fileId ?? row.key, file, result: null, state, reason, retryable, decidable };
  lost.set(row, made);
  return [made];
}

/** What a candidate is called: the name, or the file's where there is none. */
export function nameOf({ result, file }: Candidate): string {
  return result?.candidate.name || file;
}

/** Whether every must-have of the job was found; undefined where it has none. */
export function meetsMustHaves({ gates }: Pick<Result, "gates">): boolean | undefined {
  const gate = gates.find(({ gate }) => gate === "must_haves");
  return gate && gate.outcome === "pass";
}
