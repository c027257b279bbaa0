import { keys } from "@/lib/kv/keys.ts";
import type { Store } from "@/lib/kv/store.ts";
import { after } from "@/lib/kv/table.ts";
import { type Clock, systemClock } from "@/lib/jobs/clock.ts";
import { AT_ONCE, type Job } from "@/lib/jobs/job.ts";
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

/** A user with jobs, and the marker that says so, as it was read. */
export interface UserWithJobs {
  user: string;
  marker: Deno.KvEntryMaybe<unknown>;
}

/** How {@linkcode JobStore.due} looks. */
export interface DueOptions {
  /** Which jobs to leave out. */
  isHeld?: (user: string, id: string) => boolean;
  /** Takes any of so many that are due, where there are more than `limit`; default the first. */
  among?: number;
  /** The user's marker, read before; it is read now where it isn't given. */
  marker?: UserWithJobs["marker"];
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
  async usersWithJobs(last: string): Promise<UserWithJobs[]> {
    const prefix = keys.userWithJobs.prefix();
    const start = keys.userWithJobs(after(last));
    const users: UserWithJobs[] = [];
    const add = (marker: Deno.KvEntry<unknown>) => {
      const [user] = keys.userWithJobs.parse(marker.key);
      users.push({ user, marker });
    };
    const options = { limit: USERS_PER_ROUND, batchSize: USERS_PER_ROUND };
    for await (const marker of this.#store.list({ prefix, start }, options)) add(marker);
    if (users.length === USERS_PER_ROUND || last === "") return users;
    for await (const marker of this.#store.list({ prefix, end: start }, options)) add(marker);
    return users;
  }

  /**
   * The user's jobs that are due, up to `limit`. Forgets the user where there is no job at all.
   */
  async due(user: string, limit: number, options: DueOptions = {}): Promise<DueJobs> {
    const { jobs, wait } = await this.#places(user, limit, options);
    const entries = await this.#store.getMany<Job[]>(jobs.map((job) => keys.job(user, job.id)));
    return { jobs: jobs.map((job, i) => ({ ...job, entry: entries[i] })), wait };
  }

  async #places(
    user: string,
    limit: number,
    { isHeld = () => false, among = limit, marker: known }: DueOptions,
  ): Promise<DueJobs<DueJob>> {
    const marker = known ?? await this.#store.get(keys.userWithJobs(user));
    const now = this.#clock.now();
    const prefix = keys.jobByDue.prefix(user);
    const jobs: DueJob[] = [];
    let found = 0;
    for await (const { key } of this.#store.list({ prefix }, { batchSize: among + 1 })) {
      const [, due, id] = keys.jobByDue.parse(key);
      const job = { user, due, id };
      found++;
      if (isHeld(user, job.id)) continue;
      if (jobs.length === among) return { jobs: anyOf(jobs, limit), wait: 0 };
      if (job.due > now) {
        const some = { jobs: anyOf(jobs, limit), wait: jobs.length > limit ? 0 : job.due - now };
        return await this.#withStalled(user, limit, some);
      }
      jobs.push(job);
    }
    if (found === 0) await this.#store.atomic().check(marker).delete(marker.key).commit();
    return { jobs: anyOf(jobs, limit), wait: jobs.length > limit ? 0 : null };
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
    const result = await this.#store.atomic().check(entry)
      .delete(keys.jobByDue(user, before.due, id))
      .set(entry.key, job)
      .set(keys.jobByDue(user, due, id), true)
      .commit();
    this.#stalled.forget(user, id);
    const versionstamp = result.ok ? result.versionstamp : await this.#landedAt(entry.key, token);
    if (versionstamp === null) return null;
    return new Lease(job, versionstamp, { store: this.#store, clock: this.#clock });
  }

  /** A remote commit that failed may have landed: the token tells. */
  async #landedAt(key: Deno.KvKey, token: string): Promise<string | null> {
    const { value, versionstamp } = await this.#store.get<Job>(key);
    return value?.token === token ? versionstamp : null;
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

/** As many of the jobs, at random where there are more; what comes before the files still does. */
function anyOf(jobs: DueJob[], limit: number): DueJob[] {
  if (jobs.length <= limit) return jobs;
  const places = jobs.map((job) => ({ job, place: job.due < AT_ONCE ? -1 : Math.random() }));
  return places.sort((a, b) => a.place - b.place).slice(0, limit).map(({ job }) => job);
}
