import { tooMuchAtOnce } from "@/lib/http/problems.ts";

/** What takes room as long as it lasts. */
export type Occupant = "streams" | "uploads";

/** Seconds after which to come again: what lasts ends at any time. */
const RETRY_SECONDS = { streams: 30, uploads: 5 };

/** How many streams and uploads one network has under way, in the memory of this process. */
export class Rooms {
  readonly #atMost: Record<Occupant, number>;
  readonly #taken = new Map<string, number>();

  constructor(atMost: Record<Occupant, number>) {
    this.#atMost = atMost;
  }

  /**
   * Takes room for one more; what is returned gives it back, once.
   *
   * @throws {Problem} 429 where the network has as many as it may
   */
  enter(network: string, what: Occupant): () => void {
    const key = `${what} ${network}`;
    const taken = this.#taken.get(key) ?? 0;
    if (taken >= this.#atMost[what]) throw tooMuchAtOnce(what, RETRY_SECONDS[what]);
    this.#taken.set(key, taken + 1);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const rest = this.#taken.get(key)! - 1;
      if (rest > 0) this.#taken.set(key, rest);
      else this.#taken.delete(key);
    };
  }
}
