import { keys } from "@/lib/kv/keys.ts";
import type { Store } from "@/lib/kv/store.ts";
import { after } from "@/lib/kv/table.ts";
import { type Clock, systemClock } from "@/lib/jobs/clock.ts";
import type { Job } from "@/lib/jobs/job.ts";
import { LEASE_MS } from "@/lib/jobs/retry_policy.ts";
import { Lease } from "@/lib/jobs/lease.ts";
import { StalledJobs } from "@/lib/jobs/stalled_jobs.ts";

/** A job that may be claimed, as the index has it. */
interface DueJob {
  user: string;
  id: string;
  due: number;
}

/** A job that may be claimed, and its record as it was read. */
export interface ClaimableJob extends DueJob {
  entry: Deno.KvEntryMaybe<Job>;
}

/** What may be claimed of one user's jobs. */
export interface DueJobs<T extends DueJob = ClaimableJob> {
  jobs: T[];
  /** Milliseconds until there is more; null where nothing waits. */
  wait: number | null;
}

export interface JobStoreOptions {
  store: Store;
  /** Default the machine's. */
  clock?: Clock;
}

/** Users looked at in one round. */
const USERS_PER_ROUND = 100;

/** Finds and claims jobs. */
export class JobStore {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #stalled: StalledJobs;

  constructor({ store, clock = systemClock }: JobStoreOptions) {
    this.#store = store;
    this.#clock = clock;
    this.#stalled = new StalledJobs(clock);
  }

  /** When a job that waits `ms` milliseconds from now is due. */
  dueIn(ms: number): number {
    return this.#clock.now() + ms;
  }

  /** Users that have jobs, from the one after `last` on and round again. */
  async usersWithJobs(last: string): Promise<string[]> {
    const prefix = keys.userWithJobs.prefix();
    const start = keys.userWithJobs(after(last));
    const users: string[] = [];
    const options = { limit: USERS_PER_ROUND, batchSize: USERS_PER_ROUND };
    for await (const { key } of this.#store.list({ prefix, start }, options)) {
      users.push(...keys.userWithJobs.parse(key));
    }
    if (users.length === USERS_PER_ROUND || last === "") return users;
    for await (const { key } of this.#store.list({ prefix, end: start }, options)) {
      users.push(...keys.userWithJobs.parse(key));
    }
    return users;
  }

  /**
   * The user's jobs that are due, up to `limit`, without those that `isHeld` here. Forgets the user
   * where there is no job at all.
   */
  async due(
    user: string,
    limit: number,
    isHeld: (user: string, id: string) => boolean = () => false,
  ): Promise<DueJobs> {
    const { jobs, wait } = await this.#places(user, limit, isHeld);
    const entries = await this.#store.getMany<Job[]>(jobs.map((job) => keys.job(user, job.id)));
    return { jobs: jobs.map((job, i) => ({ ...job, entry: entries[i] })), wait };
  }

  async #places(
    user: string,
    limit: number,
    isHeld: (user: string, id: string) => boolean,
  ): Promise<DueJobs<DueJob>> {
    const marker = await this.#store.get(keys.userWithJobs(user));
    const now = this.#clock.now();
    const prefix = keys.jobByDue.prefix(user);
    const jobs: DueJob[] = [];
    let found = 0;
    for await (const { key } of this.#store.list({ prefix }, { batchSize: limit + 1 })) {
      const [, due, id] = keys.jobByDue.parse(key);
      const job = { user, due, id };
      found++;
      if (isHeld(user, job.id)) continue;
      if (jobs.length === limit) return { jobs, wait: 0 };
      if (job.due > now) return await this.#withStalled(user, limit, { jobs, wait: job.due - now });
      jobs.push(job);
    }
    if (found === 0) await this.#store.atomic().check(marker).delete(marker.key).commit();
    return { jobs, wait: null };
  }

  /** Claims a job, or returns null where another was faster. */
  async claim({ user, id, due: dueAt, entry }: ClaimableJob): Promise<Lease | null> {
    const before = entry.value;
    if (before?.due !== dueAt) {
      // Left by a cancellation that ran against a renewal, or just moved: gone either way.
      await this.#store.atomic().check(entry).delete(keys.jobByDue(user, dueAt, id)).commit();
      return null;
    }
    const due = this.#clock.now() + LEASE_MS;
    const token = crypto.randomUUID();
    const job = { ...before, due, token, attempt: before.attempt + 1 };
    const { ok } = await this.#store.atomic().check(entry)
      .delete(keys.jobByDue(user, before.due, id))
      .set(entry.key, job)
      .set(keys.jobByDue(user, due, id), true)
      .commit();
    this.#stalled.forget(user, id);
    // A remote commit that failed may have landed: the token tells.
    if (!ok && (await this.#store.get<Job>(entry.key)).value?.token !== token) return null;
    return new Lease(job, { store: this.#store, clock: this.#clock });
  }

  /** Adds what is due in the far future by clocks that can't be right. */
  async #withStalled(
    user: string,
    limit: number,
    found: DueJobs<DueJob>,
  ): Promise<DueJobs<DueJob>> {
    const { jobs } = found;
    let wait = found.wait!;
    const prefix = keys.jobByDue.prefix(user);
    const options = { limit, reverse: true };
    for await (const { key } of this.#store.list({ prefix }, options)) {
      const [, due, id] = keys.jobByDue.parse(key);
      const job = { user, due, id };
      if (jobs.length === limit || !this.#stalled.isTooFarAhead(job.due)) break;
      const left = this.#stalled.watch(user, job);
      if (left === 0) jobs.push(job);
      else wait = Math.min(wait, left);
    }
    return { jobs, wait };
  }
}
