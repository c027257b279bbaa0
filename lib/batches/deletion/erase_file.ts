import { type Batch, progressOf, withAllFiles } from "@/lib/batches/batch.ts";
import { BatchNotFoundError, BatchStateError } from "@/lib/batches/batch_errors.ts";
import type { BatchFile } from "@/lib/batches/batch_file.ts";
import { keepWith } from "@/lib/batches/kept_until.ts";
import { bestOf } from "@/lib/batches/settlement.ts";
import { addJob, newJob } from "@/lib/jobs/job.ts";
import { keys } from "@/lib/kv/keys.ts";
import type { LogTransaction } from "@/lib/progress/log_transaction.ts";
import type { LogWriter } from "@/lib/progress/log_writer.ts";
import { addLine } from "@/lib/record/record_chain.ts";
import { countUsage } from "@/lib/users/usage.ts";
import { isFinal } from "@/lib/wire/batch_status.ts";
import type { FileErasure } from "@/lib/wire/review/file_erasure.ts";

/** Whose file is erased, and by whom. */
export interface Erasing {
  user: string;
  batch: string;
  file: string;
  by: string;
}

/** A file takes about ten writes, and one that was decided about often 200 more. */
const FILES_PER_COMMIT = 20;
/** More than a batch may have. */
const ALL_FILES = 20_000;
/** Decisions that are deleted in the commit; there are 200 at most. */
const MAX_CHANGES = 300;

/**
 * Erases one candidate: the file with what was in it, what it was in as far as that held nobody else, and
 * all that was made of them. Of a container that holds others too the bytes go. The rows go with commits
 * that keep the batch's counts true, the last of which begins the user's log anew, since old events tell
 * of the file; bytes and events are taken away by a job.
 *
 * @throws {BatchNotFoundError}
 * @throws {BatchStateError} the batch has not ended
 */
export async function eraseFile(writer: LogWriter, erasing: Erasing): Promise<FileErasure> {
  const { user, batch, file } = erasing;
  const erased: string[] = [];
  for (let done = false; !done;) {
    const { value } = await writer.append(user, async (tx) => {
      const found = await readEnded(tx, user, batch);
      const files = (await tx.list<BatchFile>(keys.file.prefix(user, batch), ALL_FILES))
        .map(({ value }) => value);
      const all = concerned(files, file);
      const part = all.slice(0, FILES_PER_COMMIT);
      if (part.length > 0) {
        await erase(tx, found, { part, files, isLast: part.length === all.length }, erasing);
      }
      return { ids: part.map(({ id }) => id), isLast: part.length === all.length };
    });
    erased.push(...value.ids);
    done = value.isLast;
  }
  return { batch_id: batch, file_id: file, erased };
}

async function readEnded(tx: LogTransaction, user: string, id: string): Promise<Batch> {
  const batch = await tx.get<Batch>(keys.batch(user, id));
  if (!batch) throw new BatchNotFoundError(id);
  if (!isFinal(batch.status)) {
    throw new BatchStateError("erase a file of", id, "it has not ended: end or cancel it first");
  }
  return batch;
}

/** What goes with a file, the innermost first, so that what is left can be found again by its name. */
function concerned(files: BatchFile[], id: string): BatchFile[] {
  const target = files.find((file) => file.id === id);
  if (!target) return [];
  let top = target;
  for (;;) {
    const holder = files.find((file) => file.id === top.parent);
    const isOther = (file: BatchFile) =>
      file.parent === holder?.id && file.id !== top.id && file.state !== "refused";
    if (!holder || files.some(isOther)) break;
    top = holder;
  }
  const within = (file: BatchFile): BatchFile[] => [
    ...files.filter((child) => child.parent === file.id).flatMap(within),
    file,
  ];
  const all = within(top);
  // The file that was named goes last: an erasure that dies is found unfinished by whoever asks again.
  return [...all.filter((file) => file !== target), target];
}

async function erase(
  tx: LogTransaction,
  batch: Batch,
  { part, files, isLast }: { part: BatchFile[]; files: BatchFile[]; isLast: boolean },
  { user, file, by }: Erasing,
): Promise<void> {
  const blobs: string[] = [];
  let bytes = 0;
  for (const one of part) {
    await eraseRows(tx, one);
    const { id: file_id, sha256 } = one;
    const place = { user, batch: batch.id, expiresAt: batch.expiresAt };
    await addLine(tx, place, by, { kind: "erased", what: "file", file_id, sha256 });
    blobs.push(...[one.blob, one.textBlob].filter((blob) => blob !== null));
    bytes += one.blob === null ? 0 : one.size ?? 0;
  }
  if (isLast) {
    for (const holder of holdersOf(files, part)) {
      tx.set(
        keys.file(user, batch.id, holder.id),
        { ...holder, blob: null },
        keepWith(batch, tx.retentionMs),
      );
      if (holder.blob !== null) blobs.push(holder.blob);
      bytes += holder.size ?? 0;
    }
    tx.beginLogAnew();
  }
  await eraseNames(tx, batch, new Set(part.map(({ id }) => id)));
  await countUsage(tx, user, { waiting: 0, bytes: -bytes });
  const next = without(batch, part);
  tx.set(keys.batch(user, batch.id), next, keepWith(batch, tx.retentionMs));
  tx.appendProgress(progressOf(next, await bestOf(tx, next)));
  const id = `${isLast ? file : part[0].id}-erase`;
  addJob(tx, { ...newJob({ id, user, batch: batch.id, kind: "erase" }), blobs });
}

/** What the erased files were in and what is left: its bytes hold theirs. */
function holdersOf(files: BatchFile[], erased: BatchFile[]): BatchFile[] {
  const byId = new Map(files.map((file) => [file.id, file]));
  const gone = new Set(erased.map(({ id }) => id));
  const holders = new Map<string, BatchFile>();
  for (const file of erased) {
    for (let at = byId.get(file.parent ?? ""); at; at = byId.get(at.parent ?? "")) {
      if (!gone.has(at.id)) holders.set(at.id, at);
    }
  }
  return [...holders.values()];
}

async function eraseRows(tx: LogTransaction, file: BatchFile): Promise<void> {
  const { user, batch, id } = file;
  tx.delete(keys.file(user, batch, id));
  if (file.score !== null) tx.delete(keys.fileByScore(user, batch, file.score, id));
  tx.delete(keys.likeness(user, batch, id));
  tx.delete(keys.decision(user, batch, id));
  tx.delete(keys.deadJob(user, id));
  for (
    const prefix of [
      keys.decisionChange.prefix(user, batch, id),
      keys.result.prefix(user, batch, id),
    ]
  ) {
    for (const { key } of await tx.list(prefix, MAX_CHANGES)) tx.delete(key);
  }
}

/** By what a file is known that is sent again. */
async function eraseNames(
  tx: LogTransaction,
  { user, id }: Batch,
  erased: ReadonlySet<string>,
): Promise<void> {
  for (
    const { key, value } of await tx.list<string>(keys.fileByPrint.prefix(user, id), ALL_FILES)
  ) {
    if (erased.has(value)) tx.delete(key);
  }
}

/**
 * The ended batch without files: in a run of all that are left, since what is completed never goes back
 * within one.
 */
function without(batch: Batch, erased: BatchFile[]): Batch {
  const next = { ...withAllFiles(batch), run: batch.run + 1, updatedAt: new Date().toISOString() };
  for (const file of erased) {
    if (next.expected !== null) next.expected--;
    if (file.state === "refused") next.refused--;
    else next.received--;
    if (file.state === "failed") next.failed--;
    else if (file.state === "cancelled") next.cancelled--;
    else if (file.state === "done") next.successful--;
    if (file.state === "done" && file.score === null) next.unpacked--;
  }
  return next;
}
