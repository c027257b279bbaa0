import { LruCache } from "@/lib/cache/lru_cache.ts";
import { logger } from "@/lib/telemetry/log.ts";

/** What is refused: by its status, or a link's address that none has. */
export type Refusal = "401" | "403" | "429" | "unknown share";

export interface SecurityLogOptions {
  /** Milliseconds; default the process's clock. */
  now?: () => number;
}

/** A kind of refusal is written once in so many milliseconds: a flood of them is a line with a count. */
const QUIET_MS = 60_000;
/** Links whose first use is remembered, about 100 bytes each. */
const MAX_SHARES = 10_000;

/**
 * What has to do with who may do what, in the log's part "security". Without users, addresses, names or
 * titles: a link is told by its id, which lets nobody in.
 */
export class SecurityLog {
  readonly #log = logger("security");
  readonly #now: () => number;
  /** Of each kind of refusal, when it was written last and how many have come since. */
  readonly #written = new Map<string, { at: number; untold: number }>();
  readonly #used = new LruCache<string, true>(MAX_SHARES);

  constructor({ now = () => performance.now() }: SecurityLogOptions = {}) {
    this.#now = now;
  }

  signedIn({ isAdmin }: { isAdmin: boolean }): void {
    this.#log.info("signed in", { isAdmin });
  }

  /** Written as refusals are; `cause` is an error's name. */
  signInFailed(kind: string, cause?: string): void {
    this.#seldom("sign-in failed", kind, { cause });
  }

  signedOut(): void {
    this.#log.info("signed out");
  }

  shareMade({ id, blind, mayDecide }: { id: string; blind: boolean; mayDecide: boolean }): void {
    this.#log.info("share made", { share: id, blind, mayDecide });
  }

  shareRevoked({ id }: { id: string }): void {
    this.#log.info("share revoked", { share: id });
  }

  /** Written the first time alone, as far as this process knows. */
  shareUsed({ id }: { id: string }): void {
    if (this.#used.get(id)) return;
    this.#used.set(id, true);
    this.#log.info("share used", { share: id });
  }

  /** Written at once, then once a minute with how many there were. */
  refused(kind: Refusal): void {
    this.#seldom("requests refused", kind);
  }

  #seldom(message: string, kind: string, more: Record<string, unknown> = {}): void {
    const now = this.#now();
    const last = this.#written.get(`${message} ${kind}`);
    if (last && now - last.at < QUIET_MS) {
      last.untold++;
      return;
    }
    this.#log.warn(message, { kind, count: 1 + (last?.untold ?? 0), ...more });
    this.#written.set(`${message} ${kind}`, { at: now, untold: 0 });
  }
}
