import { keys } from "@/lib/kv/keys.ts";
import { type Batch, criteriaVersion, reopened, withAllFiles } from "@/lib/batches/batch.ts";
import {
  BatchBeingSentError,
  BatchClosedError,
  BatchNotFoundError,
  BatchStateError,
  DeadLetterNotFoundError,
  FileNotFoundError,
} from "@/lib/batches/batch_errors.ts";
import type { BatchFile } from "@/lib/batches/batch_file.ts";
import { keepWith } from "@/lib/batches/kept_until.ts";
import { restartFile } from "@/lib/batches/file_steps.ts";
import { checkNotSent, type Closer, withSender } from "@/lib/batches/sender.ts";
import { settle } from "@/lib/batches/settlement.ts";
import { addLine } from "@/lib/record/record_chain.ts";
import { countUsage } from "@/lib/users/usage.ts";
import { addJob, type Job, newJob } from "@/lib/jobs/job.ts";
import type { LogTransaction } from "@/lib/progress/log_transaction.ts";
import type { LogWriter } from "@/lib/progress/log_writer.ts";
import { isFinal } from "@/lib/wire/batch_status.ts";

const NO_SENDER: Closer = { sender: null, force: false };
const NOUNS = { cancel: "cancellation is under way", retry: "retry is being prepared" };

/**
 * Operations on a whole batch. What touches all its files is begun here by one commit, which says so
 * in the batch and adds a job that carries it through, however often a process dies meanwhile.
 */
export class BatchOperations {
  readonly #writer: LogWriter;

  constructor(writer: LogWriter) {
    this.#writer = writer;
  }

  /**
   * No more files will come. Closing a closed batch changes nothing.
   *
   * @throws {BatchBeingSentError}
   */
  close(user: string, id: string, by: Closer = NO_SENDER): Promise<Batch> {
    return this.#change(user, id, async (tx, batch) => {
      if (!batch.open) return batch;
      checkNotSent(batch, by, new Date());
      const closed = touched({ ...batch, open: false });
      await addLine(tx, { user, batch: id }, by.actor ?? user, { kind: "closed" });
      return await settle(tx, closed);
    });
  }

  /**
   * Ends every file that has not ended. Cancelling a batch that has ended changes nothing.
   *
   * @throws {BatchBeingSentError}
   */
  cancel(user: string, id: string, by: Closer = NO_SENDER): Promise<Batch> {
    return this.#change(user, id, async (tx, batch) => {
      if (isFinal(batch.status) || batch.pending === "cancel") return batch;
      checkNotSent(batch, by, new Date());
      if (batch.open) await addLine(tx, { user, batch: id }, by.actor ?? user, { kind: "closed" });
      const cancelling = touched({ ...batch, open: false, pending: "cancel" as const });
      addJob(tx, operation(batch, "cancel"));
      return await settle(tx, cancelling);
    });
  }

  /**
   * Has the batch take files again, until it is closed: one that has ended in a new run of the files to
   * come alone, one that has not in the run that it is in. Reopening an open batch changes nothing.
   *
   * @throws {BatchStateError} a cancellation or a retry is under way
   */
  reopen(user: string, id: string): Promise<Batch> {
    return this.#change(user, id, async (tx, batch) => {
      if (batch.pending) throw new BatchStateError("reopen", id, `its ${NOUNS[batch.pending]}`);
      if (batch.open) return batch;
      // What is yet to come is scored by it, so it lives as long.
      const job = keys.jobDescription(user, id);
      const description = await tx.peek(job);
      if (description) tx.set(job, description);
      const latest = keys.criteria(user, id, criteriaVersion(batch));
      const criteria = await tx.peek(latest);
      if (criteria) tx.set(latest, criteria);
      const open = isFinal(batch.status)
        ? reopened(batch, new Date())
        : touched({ ...batch, open: true, expected: null, sender: null });
      tx.appendBatch({ batch_id: id, change: "reopened" });
      return await settle(tx, open);
    });
  }

  /**
   * Has the batch shown as it is, which is written down: what was seen can't be unseen, so there is no
   * way back. Of one that isn't blind it changes nothing.
   */
  liftBlind(user: string, id: string, by: string): Promise<Batch> {
    return this.#change(user, id, async (tx, { blind, ...batch }) => {
      if (!blind) return batch;
      const lifted: Batch = { ...batch, blindLifted: { by, at: new Date().toISOString() } };
      tx.set(keys.batch(user, id), lifted, keepWith(batch, tx.retentionMs));
      const place = { user, batch: id, expiresAt: batch.expiresAt };
      await addLine(tx, place, by, { kind: "blind_lifted" });
      tx.appendBatch({ batch_id: id, change: "blind_lifted" });
      return lifted;
    });
  }

  /** Gives the batch another title. It is kept no longer for it. */
  rename(user: string, id: string, title: string): Promise<Batch> {
    return this.#change(user, id, (tx, batch) => {
      if (batch.title === title) return batch;
      const renamed = { ...batch, title };
      tx.set(keys.batch(user, id), renamed, keepWith(batch, tx.retentionMs));
      tx.appendBatch({ batch_id: id, change: "renamed" });
      return renamed;
    });
  }

  /**
   * A page says that it is sending files into the batch, or still is.
   *
   * @throws {BatchClosedError}
   * @throws {BatchBeingSentError} another is
   */
  renewSender(user: string, id: string, sender: string): Promise<Batch> {
    return this.#change(user, id, (tx, batch) => {
      if (!batch.open) throw new BatchClosedError(id);
      const renewed = withSender(batch, sender, new Date());
      if (renewed === batch) throw new BatchBeingSentError(id);
      tx.set(keys.batch(user, id), renewed);
      return renewed;
    });
  }

  /**
   * Starts a new run with the files that failed or were cancelled, in whatever run that was.
   *
   * @throws {BatchStateError} the batch has not ended, or nothing in it failed
   */
  retry(user: string, id: string): Promise<Batch> {
    return this.#change(user, id, async (tx, found) => {
      const batch = withAllFiles(found);
      if (batch.pending === "retry") return found;
      if (!isFinal(batch.status)) throw new BatchStateError("retry", id, "it has not ended");
      if (batch.failed + batch.cancelled === 0) {
        throw new BatchStateError("retry", id, "none of its files failed or was cancelled");
      }
      const run = batch.run + 1;
      const retrying: Batch = touched({
        ...batch,
        run,
        fullRun: run,
        status: "processing",
        pending: "retry",
        failed: 0,
        cancelled: 0,
      });
      addJob(tx, operation(retrying, "retry"));
      return await settle(tx, retrying);
    });
  }

  /**
   * Starts a new run of a batch with one file alone, which failed or was cancelled.
   *
   * @throws {FileNotFoundError}
   * @throws {BatchStateError} the batch has not ended, or the file is neither
   */
  retryFile(user: string, id: string, fileId: string): Promise<Batch> {
    return this.#change(user, id, async (tx, batch) => {
      const file = await tx.get<BatchFile>(keys.file(user, id, fileId));
      if (!file) throw new FileNotFoundError(fileId);
      return await this.#runAgain(tx, batch, file);
    });
  }

  /**
   * Does the same for a file whose job was given up.
   *
   * @throws {DeadLetterNotFoundError}
   * @throws {BatchStateError} the batch has not ended
   */
  async retryDead(user: string, job: string): Promise<Batch> {
    const { value } = await this.#writer.append(user, async (tx) => {
      const dead = await tx.get<Job>(keys.deadJob(user, job));
      const batch = dead && await tx.get<Batch>(keys.batch(user, dead.batch));
      const file = dead && await tx.get<BatchFile>(keys.file(user, dead.batch, job));
      if (!batch || file?.state !== "failed") throw new DeadLetterNotFoundError(job);
      return await this.#runAgain(tx, batch, file);
    });
    return value;
  }

  async #runAgain(tx: LogTransaction, batch: Batch, file: BatchFile): Promise<Batch> {
    const { state } = file;
    if (!isFinal(batch.status)) throw new BatchStateError("retry", batch.id, "it has not ended");
    if (state !== "failed" && state !== "cancelled") {
      throw new BatchStateError("retry a file of", batch.id, `the file is ${state}`);
    }
    const all = withAllFiles(batch);
    const run = all.run + 1;
    const next: Batch = { ...all, run, status: "processing", [state]: all[state] - 1 };
    restartFile(tx, batch, file, run);
    await countUsage(tx, batch.user, { waiting: 1 });
    return await settle(tx, touched(next));
  }

  async #change(
    user: string,
    id: string,
    change: (tx: LogTransaction, batch: Batch) => Batch | Promise<Batch>,
  ): Promise<Batch> {
    const { value } = await this.#writer.append(user, async (tx) => {
      const batch = await tx.get<Batch>(keys.batch(user, id));
      if (!batch) throw new BatchNotFoundError(id);
      return await change(tx, batch);
    });
    return value;
  }
}

function operation(batch: Batch, kind: "cancel" | "retry"): Job {
  return newJob({
    id: `${batch.id}-${kind}-${batch.run}`,
    user: batch.user,
    batch: batch.id,
    kind,
  });
}

function touched<T extends Batch>(batch: T): T {
  return { ...batch, updatedAt: new Date().toISOString() };
}
