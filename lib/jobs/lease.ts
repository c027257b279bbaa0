import { keys } from "@/lib/kv/keys.ts";
import type { Store } from "@/lib/kv/store.ts";
import type { AtomicOperation } from "@/lib/kv/atomic_operation.ts";
import type { Transaction, Versioned } from "@/lib/kv/transaction.ts";
import type { Clock } from "@/lib/jobs/clock.ts";
import { type Job, removeJob } from "@/lib/jobs/job.ts";
import { LEASE_MS, RENEW_LATEST_MS, RENEW_MS } from "@/lib/jobs/retry_policy.ts";
import type { Resource } from "@/lib/async/busy_error.ts";
import { LeaseLostError } from "@/lib/jobs/lease_lost_error.ts";

export interface LeaseOptions {
  store: Store;
  clock: Clock;
}

/** The right to work on a job, for as long as it is renewed. */
export class Lease implements AsyncDisposable {
  readonly token: string;
  readonly #options: LeaseOptions;
  readonly #lost = new AbortController();
  readonly #renewal: ReturnType<typeof setInterval>;
  #job: Job;
  /** Of the record, as this lease has written it last. */
  #versionstamp: string;
  #pending: Promise<unknown> | null = null;
  /** When it was claimed or renewed, by our own measure of time. */
  #renewedAt: number;
  /** When a transaction last asked for it. */
  #heldAt = -Infinity;

  /** Only `JobStore.claim` makes one. */
  constructor(job: Job & { token: string }, versionstamp: string, options: LeaseOptions) {
    this.#job = job;
    this.#versionstamp = versionstamp;
    this.#options = options;
    this.token = job.token;
    this.#renewedAt = options.clock.elapsed();
    this.#renewal = setInterval(() => this.#renewIfDue(), RENEW_MS);
  }

  /** As it was when it was claimed or last renewed. */
  get job(): Readonly<Job> {
    return this.#job;
  }

  /** Aborts when the lease is lost. */
  get signal(): AbortSignal {
    return this.#lost.signal;
  }

  /**
   * Has a transaction succeed only while this lease holds.
   *
   * @throws {LeaseLostError}
   */
  async hold(tx: Transaction): Promise<Job> {
    this.#lost.signal.throwIfAborted();
    const known: Versioned = { value: this.#job, versionstamp: this.#versionstamp };
    const job = await tx.get<Job>(keys.job(this.#job.user, this.#job.id), known);
    if (job?.token !== this.token) {
      // What was gathered or is remembered may be of an earlier claim: then only this try is in vain.
      await this.#entry();
      throw new LeaseLostError(this.#job.id);
    }
    this.#heldAt = this.#options.clock.elapsed();
    return job;
  }

  /**
   * Has a transaction end the job.
   *
   * @throws {LeaseLostError}
   */
  async complete(tx: Transaction): Promise<void> {
    removeJob(tx, await this.hold(tx));
  }

  /**
   * Commits what `build` adds, while this lease holds.
   *
   * @throws {LeaseLostError}
   */
  async commit(build: (operation: AtomicOperation) => void): Promise<void> {
    for (;;) {
      const operation = this.#options.store.atomic().check(await this.#entry());
      build(operation);
      if ((await operation.commit()).ok) return;
    }
  }

  /** Gives the job back: it is due again at `due`. Without an error the claim doesn't count. */
  async release(due: number, error?: string): Promise<void> {
    const attempt = error === undefined ? this.#job.attempt - 1 : this.#job.attempt;
    await this.#rewrite((job) => ({ ...job, due, attempt, token: null, error }), true);
  }

  /** Gives the job back until there may be room for it, which its next holder asks first. */
  async putOff(due: number, awaits: Resource): Promise<void> {
    const attempt = this.#job.attempt - 1;
    await this.#rewrite((job) => ({ ...job, due, attempt, token: null, awaits }), true);
  }

  /** Stops renewing. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#renewal);
    await this.#pending;
  }

  /** A transaction that holds the job must not fail by our own renewal: that can wait once. */
  #renewIfDue(): void {
    const age = this.#options.clock.elapsed() - this.#renewedAt;
    if (this.#heldAt >= this.#renewedAt && age < RENEW_LATEST_MS) return;
    this.#pending ??= this.#renew().finally(() => this.#pending = null);
  }

  async #renew(): Promise<void> {
    try {
      const due = this.#options.clock.now() + LEASE_MS;
      await this.#rewrite((job) => ({ ...job, due }), false);
      this.#renewedAt = this.#options.clock.elapsed();
    } catch {
      // Lost, which the signal says; or the database didn't answer, and the next renewal may.
    }
  }

  async #rewrite(change: (job: Job) => Job, wake: boolean): Promise<void> {
    for (;;) {
      const entry = await this.#entry();
      const job = change(entry.value);
      const operation = this.#options.store.atomic().check(entry)
        .delete(keys.jobByDue(job.user, entry.value.due, job.id))
        .set(entry.key, job)
        .set(keys.jobByDue(job.user, job.due, job.id), true);
      if (wake) operation.set(keys.userWithJobs(job.user), crypto.randomUUID());
      const result = await operation.commit();
      if (!result.ok) continue;
      this.#job = job;
      this.#versionstamp = result.versionstamp;
      return;
    }
  }

  async #entry(): Promise<Deno.KvEntry<Job>> {
    const entry = await this.#options.store.get<Job>(keys.job(this.#job.user, this.#job.id));
    if (entry.value?.token !== this.token) throw this.#lose();
    return entry as Deno.KvEntry<Job>;
  }

  #lose(): LeaseLostError {
    const error = new LeaseLostError(this.#job.id);
    this.#lost.abort(error);
    clearInterval(this.#renewal);
    return error;
  }
}
