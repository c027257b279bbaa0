import { type Clock, systemClock } from "@/lib/jobs/clock.ts";
import { keys } from "@/lib/kv/keys.ts";
import type { Store } from "@/lib/kv/store.ts";

export interface ExpiryWatchOptions {
  store: Store;
  /** Called once for a sample that stays. */
  onStandstill: () => void;
  clock?: Clock;
}

/** Life of the sample, in milliseconds. */
const SAMPLE_MS = 60_000;
/** Expiry is up to a minute late; what stays so long does not expire, in milliseconds. */
const PATIENCE_MS = 10 * 60_000;

/**
 * Watches whether the database still deletes what has expired: after its clock was set ahead and
 * back it may not for as long as that was. Judged by how long a sample stays, not by any clock.
 */
export class ExpiryWatch {
  readonly #options: ExpiryWatchOptions;
  readonly #clock: Clock;
  #seen: { versionstamp: string; since: number; isTold: boolean } | null = null;

  constructor(options: ExpiryWatchOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  /** Looks at the sample, and lays out another where it has expired. To be called again and again. */
  async look(): Promise<void> {
    const { store, onStandstill } = this.#options;
    const { versionstamp, key } = await store.get(keys.expirySample());
    const elapsed = this.#clock.elapsed();
    if (versionstamp === null) {
      await store.set(key, true, { expireIn: SAMPLE_MS });
    } else if (this.#seen?.versionstamp !== versionstamp) {
      this.#seen = { versionstamp, since: elapsed, isTold: false };
    } else if (!this.#seen.isTold && elapsed - this.#seen.since > PATIENCE_MS) {
      this.#seen.isTold = true;
      onStandstill();
    }
  }
}
