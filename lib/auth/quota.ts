import type { Occupant, Rooms } from "@/lib/auth/rooms.ts";
import { LruCache } from "@/lib/cache/lru_cache.ts";
import { tooMuchAtOnce } from "@/lib/http/problems.ts";

/** What is counted of a network, and of a session; "changes" are all other requests that write. */
export type Quantity = "sessions" | "files" | "bytes" | "updates" | "changes";

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
    // An office decides and retries less.
    changes: { burst: 3000, perHour: 36_000 },
  };
}

/** What one session may do, whatever its network: half as much, which is all where that is unknown. */
export function sessionAllowances(retentionMs: number): Allowances {
  const halved = Object.entries(networkAllowances(retentionMs))
    .map((
      [quantity, { burst, perHour }],
    ) => [quantity, { burst: burst / 2, perHour: perHour / 2 }]);
  return Object.fromEntries(halved);
}

/** Token buckets of networks or sessions, in the memory of this process: several have as many. */
export class Quotas {
  readonly #allowances: Allowances;
  readonly #now: () => number;
  readonly #buckets = new LruCache<string, { left: number; at: number }>(MAX_BUCKETS);

  constructor(allowances: Allowances, { now = () => performance.now() } = {}) {
    this.#allowances = allowances;
    this.#now = now;
  }

  /** The quota of a network, which has `rooms`, or of a session. */
  of(key: string, rooms?: Rooms): Quota {
    return new Quota([{ buckets: this, key, rooms }]);
  }

  /** @throws {Problem} 429 where nothing of it is left */
  admit(key: string, quantity: Quantity): void {
    const left = this.#left(key, quantity);
    if (left > 0) return;
    const perSecond = this.#allowances[quantity].perHour / 3600;
    throw tooMuchAtOnce(quantity, (1 - left) / perSecond);
  }

  spend(key: string, quantity: Quantity, amount: number): void {
    const left = this.#left(key, quantity) - amount;
    this.#buckets.set(`${quantity} ${key}`, { left, at: this.#now() });
  }

  #left(key: string, quantity: Quantity): number {
    const { burst, perHour } = this.#allowances[quantity];
    const bucket = this.#buckets.get(`${quantity} ${key}`);
    if (!bucket) return burst;
    const since = this.#now() - bucket.at;
    return Math.min(burst, bucket.left + since * perHour / HOUR_MS);
  }
}

/** By what one who asks is counted. */
interface Account {
  buckets: Quotas;
  key: string;
  rooms?: Rooms;
}

/** What is left to one who asks, on each account: the session's and the network's. */
export class Quota {
  constructor(private readonly accounts: readonly Account[]) {}

  /** This and another, if there is one. */
  and(other: Quota | null): Quota {
    return other ? new Quota([...this.accounts, ...other.accounts]) : this;
  }

  /** @throws {Problem} 429 where nothing is left of any of these */
  admit(...quantities: Quantity[]): void {
    for (const { buckets, key } of this.accounts) {
      for (const quantity of quantities) buckets.admit(key, quantity);
    }
  }

  /** Counts what was done; it may be more than was left. */
  spend(amounts: Partial<Record<Quantity, number>>): void {
    for (const { buckets, key } of this.accounts) {
      for (const [quantity, amount] of Object.entries(amounts)) {
        buckets.spend(key, quantity as Quantity, amount);
      }
    }
  }

  /**
   * Takes room for one more; what is returned gives it back.
   *
   * @throws {Problem} 429 where there is none
   */
  enter(what: Occupant): () => void {
    const leaves: (() => void)[] = [];
    for (const { rooms, key } of this.accounts) {
      if (rooms) leaves.push(rooms.enter(key, what));
    }
    return () => leaves.forEach((leave) => leave());
  }
}
