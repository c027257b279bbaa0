import { keys } from "@/lib/kv/keys.ts";
import { type Batch, withEnded } from "@/lib/batches/batch.ts";
import type { BatchFile } from "@/lib/batches/batch_file.ts";
import { endFile, restartFile } from "@/lib/batches/file_steps.ts";
import { settle } from "@/lib/batches/settlement.ts";
import { countUsage } from "@/lib/users/usage.ts";
import { type Job, removeJob } from "@/lib/jobs/job.ts";
import { isEnding } from "@/lib/wire/file_state.ts";
import type { Lease } from "@/lib/jobs/lease.ts";
import { MUTATIONS_PER_CHANGE } from "@/lib/progress/change.ts";
import type { LogTransaction } from "@/lib/progress/log_transaction.ts";
import type { LogWriter } from "@/lib/progress/log_writer.ts";

/** A file takes five writes, its event included. */
const FILES_PER_COMMIT = MUTATIONS_PER_CHANGE / 6;
/** More than a batch may have. */
const ALL_FILES = 10_000;

/**
 * Carries an operation that a batch has begun through all its files. Every commit checks the batch,
 * which each file's end rewrites, so what it lists can't be outdated.
 */
export async function carryThrough(
  lease: Lease,
  signal: AbortSignal,
  { writer }: { writer: LogWriter },
): Promise<void> {
  const { user, kind } = lease.job;
  for (let done = false; !done;) {
    signal.throwIfAborted();
    const { value } = await writer.append(user, async (tx) => {
      const job = await lease.hold(tx);
      const batch = await tx.get<Batch>(keys.batch(user, job.batch));
      const files = batch?.pending === kind ? await concerned(tx, batch) : [];
      const part = files.slice(0, FILES_PER_COMMIT);
      const isLast = part.length === files.length;
      if (isLast) removeJob(tx, job);
      if (batch?.pending !== kind) return true;
      const next = kind === "cancel"
        ? await cancelFiles(tx, batch, part)
        : await retryFiles(tx, batch, part);
      await settle(tx, isLast && kind === "retry" ? { ...next, pending: null } : next);
      return isLast;
    });
    done = value;
  }
}

/** The files of the batch that the operation has yet to reach. */
async function concerned(tx: LogTransaction, batch: Batch): Promise<BatchFile[]> {
  const prefix = keys.file.prefix(batch.user, batch.id);
  const files = (await tx.list<BatchFile>(prefix, ALL_FILES)).map((entry) => entry.value);
  // Left over from an earlier run, by a retry that has not come to its end.
  const isLeftOver = (file: BatchFile) => file.run < batch.fullRun && isEnding(file.state);
  return files.filter((file) =>
    file.state !== "done" && file.state !== "refused" &&
    (isLeftOver(file) || (batch.pending === "cancel" && !isEnding(file.state)))
  );
}

async function cancelFiles(
  tx: LogTransaction,
  batch: Batch,
  files: BatchFile[],
): Promise<Batch> {
  const jobs = await tx.peekMany<Job>(files.map((file) => keys.job(file.user, file.id)));
  for (const job of jobs) if (job) removeJob(tx, job);
  let waiting = 0;
  for (const file of files) {
    if (!isEnding(file.state)) waiting++;
    tx.delete(keys.deadJob(file.user, file.id));
    endFile(tx, batch, { ...file, run: batch.run }, { ending: "cancelled" });
  }
  await countUsage(tx, batch.user, { waiting: -waiting });
  return withEnded(batch, "cancelled", new Date(), files.length);
}

async function retryFiles(
  tx: LogTransaction,
  batch: Batch,
  files: BatchFile[],
): Promise<Batch> {
  for (const file of files) restartFile(tx, batch, file, batch.run);
  await countUsage(tx, batch.user, { waiting: files.length });
  return { ...batch, updatedAt: new Date().toISOString() };
}
