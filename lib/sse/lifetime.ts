/** The longest that a client's first reconnection is put off, in milliseconds, and the shortest. */
const RETRY_MS = { min: 1000, max: 4000 };

/** Deno Deploy may end an instance of which no byte has left for 5 s; asked about once a second. */
const BUSY_SILENCE_MS = 3000;

/**
 * What a client has beside two keepalives to take what is sent to it: the slowest network comes back by
 * then, and who is gone without a word is not counted for an hour.
 */
const STALL_GRACE_SECONDS = 30;

export interface LifetimeOptions {
  keepaliveSeconds: number;
  streamMaxSeconds: number;
  /** Default 30. */
  stallGraceSeconds?: number;
}

/** How long a client may take nothing of what is sent, in milliseconds. */
export function stallMs(
  { keepaliveSeconds, stallGraceSeconds = STALL_GRACE_SECONDS }: Omit<
    LifetimeOptions,
    "streamMaxSeconds"
  >,
): number {
  return 2000 * keepaliveSeconds + 1000 * stallGraceSeconds;
}

/**
 * How long one stream lives, and how long it may be silent or not be read. Lives differ, lest all end at
 * once.
 */
export class Lifetime {
  /** What the client is told to wait before it comes back, in milliseconds. */
  readonly retryMs = RETRY_MS.min + Math.random() * (RETRY_MS.max - RETRY_MS.min);
  /** The silence after which a keepalive is due. */
  readonly keepaliveSeconds: number;
  readonly #endsAt: number;
  readonly #expiresAt: number;
  readonly #stallMs: number;
  #touchedAt = performance.now();
  #takenAt = this.#touchedAt;

  /** `expiresAt` is when the client's right to read ends, in milliseconds since 1970. */
  constructor(options: LifetimeOptions, expiresAt = Infinity) {
    this.#expiresAt = expiresAt;
    this.keepaliveSeconds = options.keepaliveSeconds;
    this.#stallMs = stallMs(options);
    const lifeMs = options.streamMaxSeconds * 1000 * (0.9 + 0.1 * Math.random());
    this.#endsAt = performance.now() + lifeMs;
  }

  /** Something has been sent. */
  touch(): void {
    this.#touchedAt = performance.now();
  }

  /** The client has taken what was sent, or has nothing to take. */
  taken(now = performance.now()): void {
    this.#takenAt = now;
  }

  /** Whether it has taken nothing for so long that nobody can be there. */
  isStalled(now: number): boolean {
    return now - this.#takenAt > this.#stallMs;
  }

  /** Whether the client may read no more; by the clock that tokens are told by. */
  isExpired(now = Date.now()): boolean {
    return now >= this.#expiresAt;
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
    return silent >= this.keepaliveSeconds * 1000 - 500 || (busy && silent >= BUSY_SILENCE_MS);
  }
}
