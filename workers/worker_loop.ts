import type { DueJob, JobStore } from "@/lib/jobs/job_store.ts";
import type { Lease } from "@/lib/jobs/lease.ts";
import { LeaseLostError } from "@/lib/jobs/lease_lost_error.ts";
import { AT_ONCE } from "@/lib/jobs/job.ts";
import type { WakeupSource } from "@/lib/jobs/wakeup.ts";
import { backoff } from "@/lib/kv/backoff.ts";
import type { Metrics } from "@/lib/telemetry/metrics.ts";

/** Does a job. `signal` aborts when the lease is lost or the process ends. */
export type JobHandler = (lease: Lease, signal: AbortSignal) => Promise<void>;

export interface WorkerLoopOptions {
  store: JobStore;
  handle: JobHandler;
  /** Jobs done at once by this process. */
  slots: number;
  metrics: Metrics;
  onError: (error: unknown) => void;
}

/** Should every ring be lost, the loop still looks this often, in milliseconds. */
const POLL_MS = 5000;

/**
 * Claims jobs whenever it has a free slot, one of each user in turn, so that the many files of one
 * don't hold back the few of another.
 */
export class WorkerLoop implements AsyncDisposable {
  readonly #options: WorkerLoopOptions;
  readonly #stopping = new AbortController();
  readonly #running = new Set<Promise<void>>();
  #loop: Promise<void> | null = null;
  #rung = false;
  #wake = () => {};
  /** The user who was served last. */
  #last = "";

  constructor(options: WorkerLoopOptions) {
    this.#options = options;
  }

  get busy(): number {
    return this.#running.size;
  }

  start(): void {
    if (this.#options.slots > 0) this.#loop ??= this.#run();
  }

  /** Has the loop look for jobs. */
  ring(source: WakeupSource): void {
    this.#options.metrics.jobsWakeups.inc({ source });
    this.#look();
  }

  /** Claims nothing more, gives back what is not done at once, and ends. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    this.#look();
    await this.#loop;
    await Promise.all(this.#running);
  }

  #look(): void {
    this.#rung = true;
    this.#wake();
  }

  async #run(): Promise<void> {
    for (let faults = 0; !this.#stopping.signal.aborted;) {
      this.#rung = false;
      let wait = POLL_MS;
      try {
        wait = await this.#fill();
        faults = 0;
      } catch (error) {
        this.#options.onError(error);
        wait = 100 + backoff(++faults, { base: 100, max: POLL_MS });
      }
      if (!this.#rung && wait > 0) await this.#sleep(wait);
    }
  }

  /** Claims until the slots are full or nothing is due; returns the milliseconds until that changes. */
  async #fill(): Promise<number> {
    const { store, slots } = this.#options;
    const users = await store.usersWithJobs(this.#last);
    const due = await this.#dueJobs(users);
    for (let turn = 0; due.jobs.some((jobs) => jobs.length > turn); turn++) {
      for (const jobs of due.jobs) {
        if (turn >= jobs.length) continue;
        if (this.#running.size >= slots || this.#stopping.signal.aborted) return POLL_MS;
        await this.#claim(jobs[turn]);
      }
    }
    return Math.min(POLL_MS, Math.max(0, due.next - Date.now()));
  }

  /** What is due of each user in turn, enough to fill the slots. */
  async #dueJobs(users: string[]): Promise<{ jobs: DueJob[][]; next: number }> {
    const free = this.#options.slots - this.#running.size;
    const jobs: DueJob[][] = [];
    let next = Infinity;
    for (const user of users) {
      if (jobs.length >= free) break;
      const due = await this.#options.store.due(user, free);
      if (due.jobs.length > 0) jobs.push(due.jobs);
      if (due.next !== null) next = Math.min(next, due.next);
    }
    return { jobs, next };
  }

  async #claim(job: DueJob): Promise<void> {
    const lease = await this.#options.store.claim(job);
    this.#last = job.user;
    if (!lease) return;
    this.#options.metrics.jobsStarted.inc();
    const work = this.#work(lease).finally(() => {
      this.#running.delete(work);
      this.#look();
    });
    this.#running.add(work);
  }

  async #work(lease: Lease): Promise<void> {
    const { handle, metrics, onError } = this.#options;
    const signal = AbortSignal.any([lease.signal, this.#stopping.signal]);
    await using _ = lease;
    try {
      await handle(lease, signal);
      metrics.jobsFinished.inc({ outcome: "finished" });
    } catch (error) {
      const outcome = await this.#giveBack(lease, error).catch(() => "lost");
      metrics.jobsFinished.inc({ outcome });
      if (outcome === "retried") onError(error);
    }
  }

  async #giveBack(lease: Lease, error: unknown): Promise<string> {
    if (error instanceof LeaseLostError || lease.signal.aborted) return "lost";
    if (this.#stopping.signal.aborted) {
      await lease.release(AT_ONCE);
      return "released";
    }
    const wait = 250 + backoff(lease.job.attempt, { base: 500, max: 30_000 });
    await lease.release(Date.now() + wait, error instanceof Error ? error.name : "unknown");
    return "retried";
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        if (this.#running.size < this.#options.slots) {
          this.#options.metrics.jobsWakeups.inc({ source: "timer" });
        }
        done();
      }, ms);
      const done = () => {
        clearTimeout(timer);
        this.#wake = () => {};
        resolve();
      };
      this.#wake = done;
    });
  }
}
