import { keys } from "@/lib/kv/keys.ts";
import type { Store } from "@/lib/kv/store.ts";
import type { LogHead } from "@/lib/progress/log_head.ts";
import { storedBytes, type Usage } from "@/lib/users/usage.ts";

/** How much may wait and be stored. */
export interface Bounds {
  /** Files that have not ended. */
  waiting: number;
  /** Bytes of documents and job descriptions; of one user's log too. */
  bytes: number;
}

export interface BacklogOptions {
  store: Store;
  /** Of one user; null where users have no quotas. */
  perUser: Bounds | null;
  /** Of all users together. */
  inAll: Bounds;
}

/** Five full batches wait and twenty are stored, at the 100 KiB that a resume has. */
export const USER_BOUNDS: Bounds = { waiting: 5_000, bytes: 2 * 1024 ** 3 };
/** An hour's work for one machine; and what a small machine's disk holds. */
export const STORE_BOUNDS: Bounds = { waiting: 50_000, bytes: 8 * 1024 ** 3 };
/**
 * Of what is left of all, a user may have one part in so many: each new one gets less, so that a few can't
 * take it all, and who comes with little finds room until the end.
 */
const SHARES = { waiting: 8, bytes: 4 };
/** So long the sum over all users is believed, in milliseconds: no upload reads them all. */
const SUM_MS = 5000;
/** Seconds after which to come again: work goes on all the time, documents expire slowly. */
const RETRY_SECONDS = { waiting: 30, bytes: 3600 };

/** Too much waits already, or is stored. */
export class BacklogFullError extends Error {
  override name = "BacklogFullError";
  readonly retryAfterSeconds: number;

  constructor(what: keyof Bounds) {
    const state = what === "waiting" ? "too many are waiting" : "the store is full";
    super(`Cannot take more files: ${state}`);
    this.retryAfterSeconds = RETRY_SECONDS[what];
  }
}

/** Keeps what waits, and with it the store, within bounds. */
export class Backlog {
  readonly #options: BacklogOptions;
  #sum: { at: number; bounds: Promise<Bounds> } | null = null;

  constructor(options: BacklogOptions) {
    this.#options = options;
  }

  /**
   * Asked before files of a user are stored. What comes meanwhile isn't counted: the bound is passed
   * by as many requests as are under way.
   *
   * @throws {BacklogFullError}
   */
  async admit(user: string): Promise<void> {
    const { store, perUser, inAll } = this.#options;
    const sum = await this.#inAll();
    check(sum, inAll);
    if (!perUser) return;
    const [usage, log] = await store.getMany<[Usage, LogHead]>([keys.usage(user), keys.head(user)]);
    const own = usage.value ? this.#boundsOf(usage.value) : { waiting: 0, bytes: 0 };
    own.bytes += log.value?.bytes ?? 0;
    const share = (what: keyof Bounds) => (inAll[what] - sum[what]) / SHARES[what];
    check(own, {
      waiting: Math.min(perUser.waiting, share("waiting")),
      bytes: Math.min(perUser.bytes, share("bytes")),
    });
  }

  #inAll(): Promise<Bounds> {
    const now = performance.now();
    if (!this.#sum || now - this.#sum.at > SUM_MS) {
      const bounds = this.#add();
      this.#sum = { at: now, bounds };
      bounds.catch(() => this.#sum = null);
    }
    return this.#sum.bounds;
  }

  async #add(): Promise<Bounds> {
    const sum: Bounds = { waiting: 0, bytes: 0 };
    const prefix = keys.usage.prefix();
    for await (const { value } of this.#options.store.list<Usage>({ prefix })) {
      const { waiting, bytes } = this.#boundsOf(value);
      sum.waiting += waiting;
      sum.bytes += bytes;
    }
    return sum;
  }

  #boundsOf(usage: Usage): Bounds {
    const bytes = storedBytes(usage, Date.now(), this.#options.store.retentionMs);
    return { waiting: usage.waiting, bytes };
  }
}

function check(is: Bounds, atMost: Bounds): void {
  if (is.waiting >= atMost.waiting) throw new BacklogFullError("waiting");
  if (is.bytes >= atMost.bytes) throw new BacklogFullError("bytes");
}
