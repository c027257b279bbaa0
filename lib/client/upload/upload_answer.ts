import type { Rejection, UploadAnswer } from "@/lib/wire/upload.ts";

/** What became of one sent file: the server's id for it, and why it won't have it. */
export type FileOutcome =
  | { kind: "accepted"; fileId: string }
  /** Null where no batch has it on record. */
  | { kind: "rejected"; fileId: string | null; reason: string };

/** What of an answer is read: where nothing was accepted, a problem has only `rejected`. */
export interface ReadableAnswer extends Partial<Pick<UploadAnswer, "batch_id" | "accepted">> {
  rejected?: (Pick<Rejection, "name" | "reason"> & Partial<Pick<Rejection, "file_id">>)[];
}

/** The outcome of one upload request, by the index of the file it is about. */
export interface UploadOutcome {
  /** Null where nothing was accepted and no batch was made. */
  batchId: string | null;
  outcomes: Map<number, FileOutcome>;
}

/** Reads an answer as outcomes of the files `sent`. */
export function readUploadAnswer(
  { batch_id, accepted = [], rejected = [] }: ReadableAnswer,
  sent: readonly { index: number; name: string }[],
): UploadOutcome {
  const entries: Entry[] = [
    ...accepted.map(({ name, file_id }) => entry(name, { kind: "accepted", fileId: file_id })),
    ...rejected.map(({ file_id: fileId = null, name, reason }) =>
      entry(name, { kind: "rejected", fileId, reason })
    ),
  ];
  return { batchId: batch_id ?? null, outcomes: match(entries, sent) };
}

interface Entry {
  name: string;
  outcome: FileOutcome;
}

function entry(name: string, outcome: FileOutcome): Entry {
  return { name, outcome };
}

/** By name first (two files may share one: in order), then what is left in order. */
function match(
  entries: Entry[],
  sent: readonly { index: number; name: string }[],
): Map<number, FileOutcome> {
  const outcomes = new Map<number, FileOutcome>();
  const left: Entry[] = [];
  const free = [...sent];
  for (const entry of entries) {
    const at = free.findIndex((file) => file.name === entry.name);
    if (at < 0) left.push(entry);
    else outcomes.set(free.splice(at, 1)[0].index, entry.outcome);
  }
  // The server may clean a name (paths, control characters): then only the order is left.
  left.slice(0, free.length).forEach((entry, i) => outcomes.set(free[i].index, entry.outcome));
  return outcomes;
}
