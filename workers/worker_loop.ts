import { AT_ONCE } from "@/lib/jobs/job.ts";
import { retryDelayMs } from "@/lib/jobs/retry_policy.ts";
import type { ClaimableJob, JobStore } from "@/lib/jobs/job_store.ts";
import type { Lease } from "@/lib/jobs/lease.ts";
import { KEYS_PER_READ } from "@/lib/kv/limits.ts";
import { LeaseLostError } from "@/lib/jobs/lease_lost_error.ts";
import { SweepingError } from "@/lib/progress/sweeping_error.ts";
import type { WakeupSource } from "@/lib/jobs/wakeup.ts";
import { BusyError } from "@/lib/async/busy_error.ts";
import { backoffMs } from "@/lib/async/backoff.ts";
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
  /** Should every ring be lost, the loop still looks this often, in milliseconds. Default 5,000. */
  pollMs?: number;
}

/** Jobs known beyond those that there are slots for. */
const AHEAD_JOBS = 16;
/** So long what is known ahead is believed, in milliseconds; new jobs end it, for they ring. */
const AHEAD_MS = 500;

/** So long after a lost claim others are taken to be at work, in milliseconds. */
const SHARED_MS = 5000;
/** Jobs of a user of which any is taken then: more than all claim while a look is believed. */
const SHARED_AMONG = 100;

/**
 * Claims jobs whenever it has a free slot, one of each user in turn, so that the many files of one
 * don't hold back the few of another.
 */
export class WorkerLoop implements AsyncDisposable {
  readonly #options: WorkerLoopOptions;
  readonly #pollMs: number;
  readonly #stopping = new AbortController();
  readonly #running = new Map<string, Promise<void>>();
  readonly #onEmpty = new Set<() => void>();
  #loop: Promise<void> | null = null;
  /** Jobs to claim next, as they were when they were looked for. */
  #ahead: ClaimableJob[] = [];
  #lookedAt = -Infinity;
  /** When another was faster. */
  #lostAt = -Infinity;
  #rung = false;
  #wake = () => {};
  /** The user who was served last. */
  #last = "";

  constructor(options: WorkerLoopOptions) {
    this.#options = options;
    this.#pollMs = options.pollMs ?? 5000;
  }

  /** Jobs under way. */
  get busy(): number {
    return this.#running.size;
  }

  start(): void {
    if (this.#options.slots > 0) this.#loop ??= this.#run();
  }

  /** Has the loop look for jobs. */
  ring(source: WakeupSource): void {
    this.#options.metrics.jobsWakeups.inc({ source });
    this.#lookedAt = -Infinity;
    this.#look();
  }

  /** Waits until there is no job in the database, `ms` milliseconds at most. */
  async untilEmpty(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    this.#onEmpty.add(resolve);
    this.#look();
    if (!this.#stopping.signal.aborted) await promise;
    this.#onEmpty.delete(resolve);
    clearTimeout(timer);
  }

  /** Claims nothing more, gives back what is not done at once, and ends. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    this.#look();
    await this.#loop;
    await Promise.all(this.#running.values());
    for (const resolve of this.#onEmpty) resolve();
  }

  #look(): void {
    this.#rung = true;
    this.#wake();
  }

  async #run(): Promise<void> {
    for (let faults = 0; !this.#stopping.signal.aborted;) {
      this.#rung = false;
      let wait = this.#pollMs;
      try {
        wait = await this.#fill();
        faults = 0;
      } catch (error) {
        this.#options.onError(error);
        wait = 100 + backoffMs(++faults, { baseMs: 100, maxMs: this.#pollMs });
      }
      if (!this.#rung && wait > 0) await this.#sleep(wait);
    }
  }

  /** Claims until the slots are full or nothing is due; returns the milliseconds until that changes. */
  async #fill(): Promise<number> {
    while (!this.#isFull && !this.#stopping.signal.aborted) {
      if (this.#ahead.length === 0 || performance.now() - this.#lookedAt > AHEAD_MS) {
        const wait = await this.#lookAhead();
        if (this.#ahead.length === 0) return Math.min(this.#pollMs, wait);
      }
      await this.#claim(this.#ahead.shift()!);
    }
    return this.#pollMs;
  }

  get #isFull(): boolean {
    return this.busy >= this.#options.slots;
  }

  /**
   * Lists what is due, each user's in turn, some more than there are slots: it needn't be looked for
   * again for each of them. Returns the milliseconds until there is more.
   */
  async #lookAhead(): Promise<number> {
    const { store, slots } = this.#options;
    this.#lookedAt = performance.now();
    this.#ahead = [];
    const wanted = slots + AHEAD_JOBS;
    // Who asks from here on may mean jobs that this look has missed.
    const asking = [...this.#onEmpty];
    const wasBusy = this.busy > 0;
    const isHeld = (user: string, id: string) => this.#running.has(nameOf(user, id));
    const jobs: ClaimableJob[][] = [];
    let wait = Infinity;
    const users = await store.usersWithJobs(this.#last);
    const ofEach = Math.max(KEYS_PER_READ, Math.ceil(wanted / users.length));
    const among = this.#isShared ? SHARED_AMONG : undefined;
    for (const { user, marker } of users) {
      if (jobs.length >= wanted) break;
      const due = await store.due(user, Math.min(wanted, ofEach), { isHeld, marker, among });
      if (due.jobs.length > 0) jobs.push(due.jobs);
      if (due.wait !== null) wait = Math.min(wait, due.wait);
    }
    for (let turn = 0; jobs.some((own) => own.length > turn); turn++) {
      for (const own of jobs) if (own.length > turn) this.#ahead.push(own[turn]);
    }
    this.#ahead.length = Math.min(this.#ahead.length, wanted);
    if (jobs.length === 0 && wait === Infinity && !wasBusy) asking.forEach((tell) => tell());
    return wait;
  }

  async #claim(job: ClaimableJob): Promise<void> {
    this.#last = job.user;
    if (this.#running.has(nameOf(job.user, job.id))) return;
    const lease = await this.#options.store.claim(job);
    if (!lease) return this.#makeWay();
    this.#options.metrics.jobsStarted.inc();
    const name = nameOf(job.user, job.id);
    const work = this.#work(lease).finally(() => {
      this.#running.delete(name);
      this.#look();
    });
    this.#running.set(name, work);
  }

  /** Another process goes through the same jobs in the same order: from now on this one takes any. */
  #makeWay(): void {
    if (!this.#isShared) this.#ahead = [];
    this.#lostAt = performance.now();
  }

  get #isShared(): boolean {
    return performance.now() - this.#lostAt < SHARED_MS;
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
      // Who asked for the deletion knows; the job goes with it, or is done should it die.
      if (outcome === "retried" && !(error instanceof SweepingError)) onError(error);
    }
  }

  async #giveBack(lease: Lease, error: unknown): Promise<string> {
    if (error instanceof LeaseLostError || lease.signal.aborted) return "lost";
    if (this.#stopping.signal.aborted) {
      await lease.release(AT_ONCE);
      return "released";
    }
    if (error instanceof BusyError) {
      await lease.putOff(this.#options.store.dueIn(error.waitMs), error.resource);
      return "put_off";
    }
    const wait = retryDelayMs(lease.job.attempt);
    const name = error instanceof Error ? error.name : "unknown";
    await lease.release(this.#options.store.dueIn(wait), name);
    return "retried";
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        if (!this.#isFull) this.#options.metrics.jobsWakeups.inc({ source: "timer" });
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

function nameOf(user: string, id: string): string {
  return `${user} ${id}`;
}
