import type { Job } from "@/lib/jobs/job.ts";
import { keys } from "@/lib/kv/keys.ts";

/** A KV read answers for ten keys at once. */
const KEYS_PER_READ = 10;

/** The jobs' index by due time, and the users in it. */
export class JobIndex {
  readonly #kv: Deno.Kv;

  constructor(kv: Deno.Kv) {
    this.#kv = kv;
  }

  /**
   * Deletes places without a job, and brings back users whom the workers would pass by. Returns how
   * many of both there were.
   */
  async mend(): Promise<number> {
    let mended = 0;
    for (let user = await this.#userAfter(""); user !== null; user = await this.#userAfter(user)) {
      mended += await this.#deleteStale(user);
      const marker = await this.#kv.get(keys.userWithJobs(user));
      if (marker.versionstamp || await this.#userAt(user) !== user) continue;
      const { ok } = await this.#kv.atomic().check(marker).set(marker.key, crypto.randomUUID())
        .commit();
      if (ok) mended++;
    }
    return mended;
  }

  async #deleteStale(user: string): Promise<number> {
    let deleted = 0;
    let places: Deno.KvKey[] = [];
    const prefix = keys.jobByDue(user, 0, "").slice(0, 2);
    for await (const { key } of this.#kv.list({ prefix }, { batchSize: 500 })) {
      places.push(key);
      if (places.length < KEYS_PER_READ) continue;
      deleted += await this.#deleteWithoutJob(user, places);
      places = [];
    }
    return deleted + await this.#deleteWithoutJob(user, places);
  }

  async #deleteWithoutJob(user: string, places: Deno.KvKey[]): Promise<number> {
    const jobs = await this.#kv.getMany<Job[]>(
      places.map((place) => keys.job(user, place[3] as string)),
    );
    let deleted = 0;
    for (const [i, job] of jobs.entries()) {
      if (job.value?.due === places[i][2]) continue;
      if ((await this.#kv.atomic().check(job).delete(places[i]).commit()).ok) deleted++;
    }
    return deleted;
  }

  #userAfter(user: string): Promise<string | null> {
    return this.#userAt(user + "\0");
  }

  /** The first user with a place in the index, from this one on. */
  async #userAt(user: string): Promise<string | null> {
    const prefix = keys.jobByDue("", 0, "").slice(0, 1);
    const start = [...prefix, user];
    const { value } = await this.#kv.list({ prefix, start }, { limit: 1 }).next();
    return value ? value.key[1] as string : null;
  }
}
