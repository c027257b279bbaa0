import type { Job } from "@/lib/jobs/job.ts";
import { keys } from "@/lib/kv/keys.ts";
import { KEYS_PER_READ } from "@/lib/kv/limits.ts";
import type { Store } from "@/lib/kv/store.ts";
import { after } from "@/lib/kv/table.ts";

/** The jobs' index by due time, and the users in it. */
export class JobIndex {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Deletes places without a job, and brings back users whom the workers would pass by. Returns how
   * many of both there were.
   */
  async mend(): Promise<number> {
    let mended = 0;
    for (let user = await this.#userAfter(""); user !== null; user = await this.#userAfter(user)) {
      mended += await this.#deleteStale(user);
      const marker = await this.#store.get(keys.userWithJobs(user));
      if (marker.versionstamp || await this.#userAt(user) !== user) continue;
      const { ok } = await this.#store.atomic().check(marker)
        .set(marker.key, crypto.randomUUID()).commit();
      if (ok) mended++;
    }
    return mended;
  }

  async #deleteStale(user: string): Promise<number> {
    let deleted = 0;
    let places: Deno.KvKey[] = [];
    const prefix = keys.jobByDue.prefix(user);
    for await (const { key } of this.#store.list({ prefix })) {
      places.push(key);
      if (places.length < KEYS_PER_READ) continue;
      deleted += await this.#deleteWithoutJob(user, places);
      places = [];
    }
    return deleted + await this.#deleteWithoutJob(user, places);
  }

  async #deleteWithoutJob(user: string, places: Deno.KvKey[]): Promise<number> {
    const jobs = await this.#store.getMany<Job[]>(
      places.map((place) => {
        const [, , id] = keys.jobByDue.parse(place);
        return keys.job(user, id);
      }),
    );
    let deleted = 0;
    for (const [i, job] of jobs.entries()) {
      const [, due] = keys.jobByDue.parse(places[i]);
      if (job.value?.due === due) continue;
      if ((await this.#store.atomic().check(job).delete(places[i]).commit()).ok) deleted++;
    }
    return deleted;
  }

  #userAfter(user: string): Promise<string | null> {
    return this.#userAt(after(user));
  }

  /** The first user with a place in the index, from this one on. */
  async #userAt(user: string): Promise<string | null> {
    const prefix = keys.jobByDue.prefix();
    const start = keys.jobByDue.prefix(user);
    const { value } = await this.#store.list({ prefix, start }, { limit: 1 }).next();
    return value ? keys.jobByDue.parse(value.key)[0] : null;
  }
}
