import { keys } from "@/lib/kv/keys.ts";
import type { Job } from "@/lib/jobs/job.ts";
import { Lease, LEASE_MS } from "@/lib/jobs/lease.ts";

/** A job that may be claimed, as the index has it. */
export interface DueJob {
  user: string;
  id: string;
  due: number;
}

/** Users looked at in one round. */
const USERS_PER_ROUND = 100;

/** Finds and claims jobs. */
export class JobStore {
  readonly #kv: Deno.Kv;
  readonly #retentionMs: number;

  constructor(kv: Deno.Kv, retentionMs: number) {
    this.#kv = kv;
    this.#retentionMs = retentionMs;
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
   * The user's jobs that are due, up to `limit`, and when the next one will be: null if there is no
   * other. Forgets the user where there is no job at all.
   */
  async due(user: string, limit: number): Promise<{ jobs: DueJob[]; next: number | null }> {
    const now = Date.now();
    const marker = await this.#kv.get(keys.userWithJobs(user));
    const prefix = keys.jobByDue(user, 0, "").slice(0, 2);
    const jobs: DueJob[] = [];
    const options = { limit: limit + 1, batchSize: limit + 1 };
    for await (const { key } of this.#kv.list({ prefix }, options)) {
      const due = key[2] as number;
      if (due > now || jobs.length === limit) return { jobs, next: due };
      jobs.push({ user, id: key[3] as string, due });
    }
    if (jobs.length === 0) await this.#kv.atomic().check(marker).delete(marker.key).commit();
    return { jobs, next: null };
  }

  /** Claims a job, or returns null where another was faster. */
  async claim({ user, id, due: dueAt }: DueJob): Promise<Lease | null> {
    const entry = await this.#kv.get<Job>(keys.job(user, id));
    const before = entry.value;
    if (before?.due !== dueAt) {
      // Left by a cancellation that ran against a renewal, or just moved: gone either way.
      await this.#kv.atomic().check(entry).delete(keys.jobByDue(user, dueAt, id)).commit();
      return null;
    }
    const due = Date.now() + LEASE_MS;
    const token = crypto.randomUUID();
    const job = { ...before, due, token, attempt: before.attempt + 1 };
    const expiry = { expireIn: this.#retentionMs };
    const { ok } = await this.#kv.atomic().check(entry)
      .delete(keys.jobByDue(user, before.due, id))
      .set(entry.key, job, expiry)
      .set(keys.jobByDue(user, due, id), true, expiry)
      .commit();
    if (!ok && (await this.#kv.get<Job>(entry.key)).value?.token !== token) return null;
    return new Lease(this.#kv, job, this.#retentionMs);
  }
}
