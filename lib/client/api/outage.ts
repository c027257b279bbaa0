import { ApiError } from "@/lib/client/api/api_error.ts";
import { backoffMs, type BackoffOptions } from "@/lib/async/backoff.ts";

/** What a request waits for: that the device is online, or that `ms` milliseconds are over. */
export type OutageWait = { kind: "offline" } | { kind: "retry"; ms: number; reason: string };

/** Options of {@linkcode Outage}. */
export interface OutageOptions {
  signal?: AbortSignal;
  /** Waits between tries; no more than 15 s each unless given. */
  backoff?: BackoffOptions;
  /** What tells `online` and `offline`, and has a navigator; the global object unless given. */
  network?: EventTarget & { navigator?: { onLine?: boolean } };
  /** What is waited for; null once it goes on. */
  onWait?: (wait: OutageWait | null) => void;
}

const MAX_BACKOFF_MS = 15_000;
/** The longest that a server's Retry-After is followed. */
const MAX_WAIT_MS = 3_600_000;
/** Tries where the server does answer, by an error of its own. */
const MAX_TRIES = 6;
/** What proxies and servers say that are away or have too much to do. */
const AWAY = [0, 408, 429, 502, 503, 504];

/**
 * Sits out outages: repeats a request for as long as no server is there, with no end. While the device
 * is known to be offline nothing is tried.
 */
export class Outage {
  #options: OutageOptions;
  #network: NonNullable<OutageOptions["network"]>;
  #goOn: () => void = () => {};
  #waiting = false;

  constructor(options: OutageOptions = {}) {
    this.#options = options;
    this.#network = options.network ?? globalThis;
  }

  /** Whether something waits. */
  get isWaiting(): boolean {
    return this.#waiting;
  }

  /** Ends the wait. */
  retryNow(): void {
    this.#goOn();
  }

  /**
   * Does `work`, and again while it fails for a reason that may pass.
   * @throws {ApiError} it won't pass; `signal.reason` once the signal aborts
   */
  async sitOut<T>(work: () => Promise<T>): Promise<T> {
    const { signal, backoff } = this.#options;
    for (let attempt = 0;;) {
      if (this.#isOffline) {
        await this.#wait({ kind: "offline" });
        attempt = 0;
        continue;
      }
      signal?.throwIfAborted();
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof ApiError) || !mayPass(error, attempt)) throw error;
        if (this.#isOffline) continue;
        const backoffWait = backoffMs(attempt++, { maxMs: MAX_BACKOFF_MS, random, ...backoff });
        const ms = Math.min(MAX_WAIT_MS, Math.max(error.retryAfterMs ?? 0, backoffWait));
        await this.#wait({ kind: "retry", ms, reason: error.message });
      }
    }
  }

  /** `onLine` is false only when there is surely no network; anything else means "try". */
  get #isOffline(): boolean {
    return this.#network.navigator?.onLine === false;
  }

  async #wait(wait: OutageWait): Promise<void> {
    const { signal, onWait } = this.#options;
    const end = new AbortController();
    this.#waiting = true;
    onWait?.(wait);
    await new Promise<void>((resolve) => {
      this.#goOn = resolve;
      const listen = { signal: end.signal };
      this.#network.addEventListener("online", () => resolve(), listen);
      this.#network.addEventListener("offline", () => resolve(), listen);
      signal?.addEventListener("abort", () => resolve(), listen);
      const timer = wait.kind === "retry" ? setTimeout(resolve, wait.ms) : undefined;
      end.signal.addEventListener("abort", () => clearTimeout(timer));
      if (signal?.aborted) resolve();
    });
    end.abort();
    this.#waiting = false;
    onWait?.(null);
    signal?.throwIfAborted();
  }
}

function mayPass(error: ApiError, attempt: number): boolean {
  if (AWAY.includes(error.status) || error.retryAfterMs !== null) return true;
  return error.isTransient && attempt + 1 < MAX_TRIES;
}

/** At least half of the backoff: a wait that is counted down should be one. */
function random(): number {
  return 0.5 + Math.random() / 2;
}
