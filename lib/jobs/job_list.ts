import type { Job } from "@/lib/jobs/job.ts";
import { keys } from "@/lib/kv/keys.ts";
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
  readonly #kv: Deno.Kv;

  constructor(kv: Deno.Kv) {
    this.#kv = kv;
  }

  /** Up to `limit` jobs in a state, from the one after `cursor` on. */
  async page(state: JobState, limit: number, cursor: string | null): Promise<JobPage> {
    const table = (state === "dead" ? keys.deadJob("", "") : keys.job("", "")).slice(0, 1);
    const selector = cursor === null
      ? { prefix: table }
      : { prefix: table, start: [...table, ...startAfter(cursor)] };
    const jobs: Job[] = [];
    let read = 0;
    const options = { batchSize: Math.min(500, state === "running" ? 500 : limit + 1) };
    for await (const { key, value } of this.#kv.list<Job>(selector, options)) {
      if (state === "dead" || (value.token === null) === (state === "waiting")) jobs.push(value);
      if (jobs.length === limit || ++read === MAX_READ) return { jobs, next: cursorAt(key) };
    }
    return { jobs, next: null };
  }
}

/** Both ids are of characters that no cursor has as its mark. */
function cursorAt(key: Deno.KvKey): string {
  return `${key[1] as string}~${key[2] as string}`;
}

function startAfter(cursor: string): Deno.KvKey {
  const [user, job = ""] = cursor.split("~");
  return [user, job + "\0"];
}
