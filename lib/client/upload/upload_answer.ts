import { isRecord } from "@/lib/wire/stream_event.ts";

/** What became of one sent file: the server's id for it, or why it won't have it. */
export type FileOutcome =
  | { kind: "accepted"; fileId: string }
  | { kind: "rejected"; reason: string };

/** The answer to one upload request, by the index of the file it is about. */
export interface UploadAnswer {
  /** Null where nothing was accepted and no batch was made. */
  batchId: string | null;
  outcomes: Map<number, FileOutcome>;
}

interface Entry {
  name: string;
  outcome: FileOutcome;
}

/** Reads a 202, or a problem that lists `rejected` files, as outcomes of the files `sent`. */
export function readUploadAnswer(
  answer: unknown,
  sent: readonly { index: number; name: string }[],
): UploadAnswer {
  const record = isRecord(answer) ? answer : {};
  const batchId = typeof record.batch_id === "string" ? record.batch_id : null;
  const entries = [
    ...entriesOf(record.accepted, (item) => ({ kind: "accepted", fileId: String(item.file_id) })),
    ...entriesOf(record.rejected, (item) => ({ kind: "rejected", reason: String(item.reason) })),
  ];
  return { batchId, outcomes: match(entries, sent) };
}

function entriesOf(
  list: unknown,
  outcome: (item: Record<string, unknown>) => FileOutcome,
): Entry[] {
  if (!Array.isArray(list)) return [];
  return list.filter(isRecord).map((item) => ({ name: String(item.name), outcome: outcome(item) }));
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
