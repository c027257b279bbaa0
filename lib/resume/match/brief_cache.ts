import { LruCache } from "@/lib/cache/lru_cache.ts";
import { type Brief, type BriefCriteria, briefOf } from "@/lib/resume/match/brief.ts";

/** Batches that are worked on at once are few; a brief of the longest job takes some 2 MB. */
const MAX_BRIEFS = 8;

/** Reads the job of a batch once, not once per resume. Keyed by its text and criteria: equal ones share a brief. */
export class BriefCache {
  readonly #briefs = new LruCache<string, Brief>(MAX_BRIEFS);

  /** The brief of a job description, by criteria where there are some. */
  of(description: string, criteria: BriefCriteria | null = null): Brief {
    const key = criteria === null ? description : JSON.stringify([description, criteria]);
    const known = this.#briefs.get(key);
    if (known !== undefined) return known;
    const brief = briefOf(description, criteria ?? undefined);
    this.#briefs.set(key, brief);
    return brief;
  }
}
