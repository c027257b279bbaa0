import { LruCache } from "@/lib/cache/lru_cache.ts";
import { type Brief, briefOf } from "@/lib/resume/match/brief.ts";

/** Batches that are worked on at once are few; a brief of the longest job takes some 2 MB. */
const MAX_BRIEFS = 8;

/** Reads the job of a batch once, not once per resume. Keyed by its text: equal jobs share a brief. */
export class BriefCache {
  readonly #briefs = new LruCache<string, Brief>(MAX_BRIEFS);

  /** The brief of a job description. */
  of(description: string): Brief {
    const known = this.#briefs.get(description);
    if (known !== undefined) return known;
    const brief = briefOf(description);
    this.#briefs.set(description, brief);
    return brief;
  }
}
