import { keys } from "@/lib/kv/keys.ts";
import type { Transaction } from "@/lib/kv/transaction.ts";
import type { LogTransaction } from "@/lib/progress/log_transaction.ts";
import type { JobKind } from "@/lib/wire/job.ts";
import type { Resource } from "@/lib/async/busy_error.ts";

/** Work that is to be done once: at least once begun, exactly once finished. */
export interface Job {
  id: string;
  user: string;
  batch: string;
  /** What is to be done: read and score the file `id`, or go on with an operation on the batch. */
  kind: JobKind;
  /** When it may be claimed, in milliseconds since 1970. A lease is a due time in the future. */
  due: number;
  /** How often it was claimed. */
  attempt: number;
  /** Names the claim that holds it; null while nobody does. */
  token: string | null;
  /** What it waits for besides its turn: whoever claims it asks for that first. */
  awaits?: Resource;
  /** What went wrong last. */
  error?: string;
  /** Of an erasure: what is to be deleted. */
  blobs?: string[];
  /** Of a deletion: whether the record stays. */
  keepsRecord?: boolean;
  /** The `traceparent` of the request that made it, where requests are traced. */
  trace?: string;
}

/** Due from the start, whatever the clocks say. */
export const AT_ONCE = 0;
/** Before the files of the user: cancelling must not wait until all of them are done. */
const BEFORE_FILES = -1;

/** A job nobody has claimed yet. */
export function newJob(fields: Pick<Job, "id" | "user" | "batch" | "kind" | "trace">): Job {
  const { id, user, batch, kind, trace } = fields;
  const due = kind === "screen" ? AT_ONCE : BEFORE_FILES;
  return { id, user, batch, kind, due, attempt: 0, token: null, ...trace && { trace } };
}

/** Adds a job to a commit, together with what wakes the workers. */
export function addJob(tx: LogTransaction, job: Job): void {
  tx.set(keys.job(job.user, job.id), job);
  tx.set(keys.jobByDue(job.user, job.due, job.id), true);
  tx.set(keys.userWithJobs(job.user), crypto.randomUUID());
  tx.wakeWorkers();
}

/** Takes a job away. */
export function removeJob(tx: Transaction, job: Job): void {
  tx.delete(keys.job(job.user, job.id));
  tx.delete(keys.jobByDue(job.user, job.due, job.id));
}
