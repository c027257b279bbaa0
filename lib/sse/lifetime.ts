/** The longest that a client's first reconnection is put off, in milliseconds, and the shortest. */
const RETRY_MS = { min: 1000, max: 4000 };

/** Deno Deploy may end an instance of which no byte has left for 5 s; asked about once a second. */
const BUSY_SILENCE_MS = 3000;

/** How long one stream lives and how long it may be silent. Times differ, lest all end at once. */
export class Lifetime {
  /** What the client is told to wait before it comes back, in milliseconds. */
  readonly retryMs = RETRY_MS.min + Math.random() * (RETRY_MS.max - RETRY_MS.min);
  readonly #keepaliveMs: number;
  readonly #endsAt: number;
  #touchedAt = performance.now();

  constructor(options: { keepaliveSeconds: number; streamMaxSeconds: number }) {
    this.#keepaliveMs = options.keepaliveSeconds * 1000;
    const lifeMs = options.streamMaxSeconds * 1000 * (0.9 + 0.1 * Math.random());
    this.#endsAt = performance.now() + lifeMs;
  }

  /** Something has been sent. */
  touch(): void {
    this.#touchedAt = performance.now();
  }

  isOver(now: number): boolean {
    return now >= this.#endsAt;
  }

  /**
   * Whether a keepalive is due; up to a second early, for it is asked about once a second. While its
   * process is `busy` on a host that ends idle ones, a stream sends something every four seconds.
   */
  isSilent(now: number, busy = false): boolean {
    const silent = now - this.#touchedAt;
    return silent >= this.#keepaliveMs - 500 || (busy && silent >= BUSY_SILENCE_MS);
  }
}
