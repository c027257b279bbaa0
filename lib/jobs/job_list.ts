import type { Job } from "@/lib/jobs/job.ts";
import { keys } from "@/lib/kv/keys.ts";
import { ENTRIES_PER_BATCH } from "@/lib/kv/limits.ts";
import type { Store } from "@/lib/kv/store.ts";
import { after } from "@/lib/kv/table.ts";
import type { JobState } from "@/lib/wire/job.ts";

/** Part of a list of jobs. */
export interface JobPage {
  jobs: Job[];
  /** Where the next part begins; null at the end. A part may be empty though there is a next one. */
  next: string | null;
}

/** Records read for one part: those who run are few among many who wait. */
const MAX_READ = 2000;

/** Lists the jobs of all users, by user and then by age. */
export class JobList {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Up to `limit` jobs in a state, from the one after `cursor` on. */
  async page(state: JobState, limit: number, cursor: string | null): Promise<JobPage> {
    const table = state === "dead" ? keys.deadJob : keys.job;
    const prefix = table.prefix();
    const selector = cursor === null ? { prefix } : { prefix, start: table(...startAfter(cursor)) };
    const jobs: Job[] = [];
    let read = 0;
    const wanted = state === "running" ? Infinity : limit + 1;
    const options = { batchSize: Math.min(ENTRIES_PER_BATCH, wanted) };
    for await (const { key, value } of this.#store.list<Job>(selector, options)) {
      if (state === "dead" || (value.token === null) === (state === "waiting")) jobs.push(value);
      if (jobs.length === limit || ++read === MAX_READ) {
        return { jobs, next: cursorAt(table.parse(key)) };
      }
    }
    return { jobs, next: null };
  }
}

/** Both ids are of characters that no cursor has as its mark. */
function cursorAt(place: [user: string, job: string]): string {
  return place.join("~");
}

function startAfter(cursor: string): [user: string, job: string] {
  const [user, job = ""] = cursor.split("~");
  return [user, after(job)];
}
