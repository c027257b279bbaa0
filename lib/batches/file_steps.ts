import { keys } from "@/lib/kv/keys.ts";
import { type Batch, criteriaVersion, withEnded } from "@/lib/batches/batch.ts";
import type { Ending } from "@/lib/wire/file_state.ts";
import { againInRun, type BatchFile, fileEventOf } from "@/lib/batches/batch_file.ts";
import type { Sight } from "@/lib/batches/blind/batch_view.ts";
import type { StoredLikeness } from "@/lib/batches/duplicates.ts";
import type { Likeness } from "@/lib/resume/likeness/likeness.ts";
import { rescoring } from "@/lib/batches/rescoring/rescoring.ts";
import { settle } from "@/lib/batches/settlement.ts";
import { addCriteria, addLine } from "@/lib/record/record_chain.ts";
import { scoredEntry, type Scoring } from "@/lib/record/scored_entry.ts";
import { SOFTWARE } from "@/lib/wire/review/record_line.ts";
import { countUsage } from "@/lib/users/usage.ts";
import { addJob, newJob } from "@/lib/jobs/job.ts";
import type { Lease } from "@/lib/jobs/lease.ts";
import { LeaseLostError } from "@/lib/jobs/lease_lost_error.ts";
import type { LogTransaction } from "@/lib/progress/log_transaction.ts";
import type { LogWriter } from "@/lib/progress/log_writer.ts";

/** What a file's end leaves behind besides its state. */
export type Outcome =
  | {
    ending: "done";
    score: number;
    textBlob: string;
    attempt: string;
    /** Of the criteria that gave the score. */
    criteriaVersion?: number;
    /** What it is recognised by, as far as that is known. */
    likeness?: Likeness;
    /** What goes on record of it. */
    scoring?: Scoring;
    /** Adds what its screening came to. */
    addResult?: (tx: LogTransaction) => void;
  }
  | { ending: "failed"; reason: string; dead?: boolean }
  | { ending: "cancelled" };

/** The steps of one file under a lease: each is one commit, with its events, while the lease holds. */
export class FileSteps {
  readonly #writer: LogWriter;

  constructor(writer: LogWriter) {
    this.#writer = writer;
  }

  /** Tells that the file has come to `state`. */
  async reach(lease: Lease, file: BatchFile, state: "extracting" | "scoring"): Promise<void> {
    await this.#writer.append(file.user, async (tx) => {
      await lease.hold(tx);
      const reached = { ...file, state, updatedAt: new Date().toISOString() };
      tx.set(keys.file(file.user, file.batch, file.id), reached);
      // Read where it may matter alone: this commit is made twice for each file.
      const batch = file.blind && await tx.peek<Batch>(keys.batch(file.user, file.batch));
      tx.appendFile(fileEventOf(reached, batch || {}));
    });
  }

  /** Ends a job whose file is gone. */
  async drop(lease: Lease): Promise<void> {
    await this.#writer.append(lease.job.user, (tx) => lease.complete(tx));
  }

  /** Ends the file and its job, and the batch with the last file. */
  async end(lease: Lease, file: BatchFile, outcome: Outcome): Promise<void> {
    await this.#writer.append(file.user, async (tx) => {
      await lease.complete(tx);
      const batch = await tx.get<Batch>(keys.batch(file.user, file.batch));
      if (!batch) throw new LeaseLostError(file.id);
      if (outcome.ending === "failed" && outcome.dead) {
        const dead = { ...lease.job, error: outcome.reason };
        tx.set(keys.deadJob(file.user, file.id), dead);
      }
      if (outcome.ending === "done") addResult(tx, batch, file, outcome);
      endFile(tx, batch, file, outcome);
      if (outcome.ending === "done" && outcome.scoring) await record(tx, file, outcome.scoring);
      await countUsage(tx, file.user, { waiting: -1 });
      const ended = withEnded(batch, outcome.ending, new Date());
      const isOutdated = outcome.ending === "done" &&
        criteriaVersion(outcome) < criteriaVersion(batch);
      await settle(tx, isOutdated ? await rescoring(tx, ended, 1) : ended);
    });
  }
}

/** Its scoring is told of with its end: it was done where the file was read. */
function addResult(
  tx: LogTransaction,
  batch: Sight,
  file: BatchFile,
  { addResult }: Extract<Outcome, { ending: "done" }>,
): void {
  if (!addResult) return;
  addResult(tx);
  const scored: BatchFile = { ...file, state: "scoring", updatedAt: new Date().toISOString() };
  tx.appendFile(fileEventOf(scored, batch));
}

/** The criteria come first, where they are not on record yet. */
async function record(
  tx: LogTransaction,
  { user, batch, ...file }: BatchFile,
  scoring: Scoring,
): Promise<void> {
  if (scoring.criteria) await addCriteria(tx, { user, batch }, SOFTWARE, scoring.criteria);
  await addLine(tx, { user, batch }, SOFTWARE, scoredEntry(file, scoring));
}

/** Writes a file's end and its event; the batch is the caller's to change. */
export function endFile(
  tx: LogTransaction,
  batch: Sight,
  file: BatchFile,
  outcome: Outcome,
): void {
  const ended: BatchFile = {
    ...file,
    state: outcome.ending satisfies Ending,
    reason: outcome.ending === "failed" ? outcome.reason : null,
    // Whoever is given up after several tries may have met a bad moment; a damaged file stays so.
    retryable: outcome.ending === "failed" && outcome.dead === true,
    score: outcome.ending === "done" ? outcome.score : null,
    criteriaVersion: outcome.ending === "done" ? criteriaVersion(outcome) : undefined,
    textBlob: outcome.ending === "done" ? outcome.textBlob : null,
    attempt: outcome.ending === "done" ? outcome.attempt : null,
    updatedAt: new Date().toISOString(),
  };
  tx.set(keys.file(file.user, file.batch, file.id), ended);
  if (outcome.ending === "done") {
    tx.set(keys.fileByScore(file.user, file.batch, outcome.score, file.id), true);
    tx.set(keys.likeness(file.user, file.batch, file.id), storedLikeness(file, outcome.likeness));
  }
  tx.appendFile(fileEventOf(ended, batch));
}

/** Writes the end of a file that was unpacked, and its event; the batch is the caller's to change. */
export function endUnpacked(tx: LogTransaction, batch: Sight, file: BatchFile): void {
  const ended: BatchFile = {
    ...file,
    state: "done",
    reason: null,
    retryable: false,
    updatedAt: new Date().toISOString(),
  };
  tx.set(keys.file(file.user, file.batch, file.id), ended);
  tx.appendFile(fileEventOf(ended, batch));
}

function storedLikeness({ sha256 }: BatchFile, likeness?: Likeness): StoredLikeness {
  const { sketch = null, email = null, phone = null, name = [], starts = [] } = likeness ?? {};
  return {
    sha256: sha256 ?? null,
    sketch: sketch && Uint32Array.from(sketch),
    email,
    phone,
    name,
    starts,
  };
}

/** Has a file go through it all again; the batch is the caller's to change. */
export function restartFile(
  tx: LogTransaction,
  batch: Sight,
  file: BatchFile,
  run: number,
): void {
  const again = againInRun(file, run, new Date());
  tx.set(keys.file(file.user, file.batch, file.id), again);
  tx.delete(keys.deadJob(file.user, file.id));
  addJob(tx, newJob({ ...again, kind: "screen" }));
  tx.appendFile(fileEventOf(again, batch));
}
