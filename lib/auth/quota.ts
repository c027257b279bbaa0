import { LruCache } from "@/lib/cache/lru_cache.ts";
import { tooMuchAtOnce } from "@/lib/http/problems.ts";

/** What is counted of a network. */
export type Quantity = "sessions" | "files" | "bytes" | "updates";

/** So much at once, and so much more each hour. */
export interface Allowance {
  burst: number;
  perHour: number;
}

export type Allowances = Record<Quantity, Allowance>;

/** About 100 bytes each. Who has more networks than this than gets forgotten has other means too. */
const MAX_BUCKETS = 40_000;

const HOUR_MS = 3_600_000;
const GIB = 1024 ** 3;

/**
 * What one network's anonymous sessions may do, where the store takes 50,000 waiting files and 8 GiB for
 * `retentionMs`: an office does not notice, and a thousand sessions get no more than one.
 */
export function networkAllowances(retentionMs: number): Allowances {
  return {
    // With 64 streams each, a third of MAX_STREAMS.
    sessions: { burst: 100, perHour: 1800 },
    // A fifth of the places, and a fifth of what a machine does in an hour.
    files: { burst: 10_000, perHour: 10_000 },
    // Documents, job descriptions and updates: half of the store.
    bytes: { burst: 4 * GIB, perHour: 4 * GIB * HOUR_MS / retentionMs },
    updates: { burst: 3000, perHour: 36_000 },
  };
}

/** Token buckets of networks, in the memory of this process: several have as many. */
export class Quotas {
  readonly #allowances: Allowances;
  readonly #now: () => number;
  readonly #buckets = new LruCache<string, { left: number; at: number }>(MAX_BUCKETS);

  constructor(allowances: Allowances, { now = () => performance.now() } = {}) {
    this.#allowances = allowances;
    this.#now = now;
  }

  /** The quota of a network. */
  of(network: string): Quota {
    return new Quota(this, network);
  }

  /** @throws {Problem} 429 where nothing of it is left */
  admit(network: string, quantity: Quantity): void {
    const left = this.#left(network, quantity);
    if (left > 0) return;
    const perSecond = this.#allowances[quantity].perHour / 3600;
    throw tooMuchAtOnce(quantity, (1 - left) / perSecond);
  }

  spend(network: string, quantity: Quantity, amount: number): void {
    const left = this.#left(network, quantity) - amount;
    this.#buckets.set(`${quantity} ${network}`, { left, at: this.#now() });
  }

  #left(network: string, quantity: Quantity): number {
    const { burst, perHour } = this.#allowances[quantity];
    const bucket = this.#buckets.get(`${quantity} ${network}`);
    if (!bucket) return burst;
    const since = this.#now() - bucket.at;
    return Math.min(burst, bucket.left + since * perHour / HOUR_MS);
  }
}

/** What is left to one network. */
export class Quota {
  constructor(private readonly quotas: Quotas, private readonly network: string) {}

  /** @throws {Problem} 429 where nothing is left of any of these */
  admit(...quantities: Quantity[]): void {
    for (const quantity of quantities) this.quotas.admit(this.network, quantity);
  }

  /** Counts what was done; it may be more than was left. */
  spend(amounts: Partial<Record<Quantity, number>>): void {
    for (const [quantity, amount] of Object.entries(amounts)) {
      this.quotas.spend(this.network, quantity as Quantity, amount);
    }
  }
}
