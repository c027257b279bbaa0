import { keys } from "@/lib/kv/keys.ts";
import { type Clock, systemClock } from "@/lib/jobs/clock.ts";
import { type Job, LEASE_MS } from "@/lib/jobs/job.ts";
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
  kv: Deno.Kv;
  retentionMs: number;
  /** Default the machine's. */
  clock?: Clock;
}

/** A KV read answers for ten keys at once. */
const KEYS_PER_READ = 10;
/** Users looked at in one round. */
const USERS_PER_ROUND = 100;

/** Finds and claims jobs. */
export class JobStore {
  readonly #kv: Deno.Kv;
  readonly #clock: Clock;
  readonly #retentionMs: number;
  readonly #stalled: StalledJobs;

  constructor({ kv, retentionMs, clock = systemClock }: JobStoreOptions) {
    this.#kv = kv;
    this.#clock = clock;
    this.#retentionMs = retentionMs;
    this.#stalled = new StalledJobs(clock);
  }

  /** When a job that waits `ms` milliseconds from now is due. */
  dueIn(ms: number): number {
    return this.#clock.now() + ms;
  }

  /** Users that have jobs, from the one after `after` on and round again. */
  async usersWithJobs(after: string): Promise<string[]> {
    const prefix = keys.userWithJobs("").slice(0, 1);
    const start = keys.userWithJobs(after + "\0");
    const users: string[] = [];
    const options = { limit: USERS_PER_ROUND, batchSize: USERS_PER_ROUND };
    for await (const { key } of this.#kv.list({ prefix, start }, options)) {
      users.push(key[1] as string);
    }
    if (users.length === USERS_PER_ROUND || after === "") return users;
    for await (const { key } of this.#kv.list({ prefix, end: start }, options)) {
      users.push(key[1] as string);
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
    const claimable: ClaimableJob[] = [];
    for (let start = 0; start < jobs.length; start += KEYS_PER_READ) {
      const part = jobs.slice(start, start + KEYS_PER_READ);
      const entries = await this.#kv.getMany<Job[]>(part.map((job) => keys.job(user, job.id)));
      claimable.push(...part.map((job, i) => ({ ...job, entry: entries[i] })));
    }
    return { jobs: claimable, wait };
  }

  async #places(
    user: string,
    limit: number,
    isHeld: (user: string, id: string) => boolean,
  ): Promise<DueJobs<DueJob>> {
    const marker = await this.#kv.get(keys.userWithJobs(user));
    const now = this.#clock.now();
    const prefix = keys.jobByDue(user, 0, "").slice(0, 2);
    const jobs: DueJob[] = [];
    let found = 0;
    for await (const { key } of this.#kv.list({ prefix }, { batchSize: limit + 1 })) {
      const job = { user, due: key[2] as number, id: key[3] as string };
      found++;
      if (isHeld(user, job.id)) continue;
      if (jobs.length === limit) return { jobs, wait: 0 };
      if (job.due > now) return await this.#withStalled(user, limit, { jobs, wait: job.due - now });
      jobs.push(job);
    }
    if (found === 0) await this.#kv.atomic().check(marker).delete(marker.key).commit();
    return { jobs, wait: null };
  }

  /** Claims a job, or returns null where another was faster. */
  async claim({ user, id, due: dueAt, entry }: ClaimableJob): Promise<Lease | null> {
    const before = entry.value;
    if (before?.due !== dueAt) {
      // Left by a cancellation that ran against a renewal, or just moved: gone either way.
      await this.#kv.atomic().check(entry).delete(keys.jobByDue(user, dueAt, id)).commit();
      return null;
    }
    const due = this.#clock.now() + LEASE_MS;
    const token = crypto.randomUUID();
    const job = { ...before, due, token, attempt: before.attempt + 1 };
    const expiry = { expireIn: this.#retentionMs };
    const { ok } = await this.#kv.atomic().check(entry)
      .delete(keys.jobByDue(user, before.due, id))
      .set(entry.key, job, expiry)
      .set(keys.jobByDue(user, due, id), true, expiry)
      .commit();
    this.#stalled.forget(user, id);
    // A remote commit that failed may have landed: the token tells.
    if (!ok && (await this.#kv.get<Job>(entry.key)).value?.token !== token) return null;
    return new Lease(job, { kv: this.#kv, clock: this.#clock, retentionMs: this.#retentionMs });
  }

  /** Adds what is due in the far future by clocks that can't be right. */
  async #withStalled(
    user: string,
    limit: number,
    due: DueJobs<DueJob>,
  ): Promise<DueJobs<DueJob>> {
    const { jobs } = due;
    let wait = due.wait!;
    const prefix = keys.jobByDue(user, 0, "").slice(0, 2);
    const options = { limit, reverse: true };
    for await (const { key } of this.#kv.list({ prefix }, options)) {
      const job = { user, due: key[2] as number, id: key[3] as string };
      if (jobs.length === limit || !this.#stalled.isTooFarAhead(job.due)) break;
      const left = this.#stalled.watch(user, job);
      if (left === 0) jobs.push(job);
      else wait = Math.min(wait, left);
    }
    return { jobs, wait };
  }
}
