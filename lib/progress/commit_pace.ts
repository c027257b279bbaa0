/** A conflict costs a commit and a read, so the first wait is about as long. In milliseconds. */
const FIRST_MS = 2;
/** Others may have committed since, where there are others. In milliseconds. */
const OUTDATED_MS = 1;
/** Nobody sees an event come so much later. In milliseconds. */
const MAX_MS = 50;
/** What a commit that lands leaves of the wait: it settles where about one of eight is refused. */
const EASING = 0.9;

/**
 * How long changes of a user gather before they are committed. A process that writes the log alone
 * doesn't wait. Where several do, the commits of each refuse those of the others: then fewer and larger
 * ones get more done, and leave room for what takes long to prepare, such as an upload.
 */
export class CommitPace {
  readonly #random: () => number;
  #waitMs = 0;
  #landedAt = -Infinity;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** A commit has landed, at a time by `performance.now()`. */
  landed(now: number): void {
    this.#landedAt = now;
    this.#waitMs = this.#waitMs < 1 ? 0 : EASING * this.#waitMs;
  }

  /** A commit was refused; returns the milliseconds to wait until it is tried again. */
  refused(): number {
    this.#waitMs = Math.min(MAX_MS, Math.max(FIRST_MS, 2 * this.#waitMs));
    return this.#random() * this.#waitMs;
  }

  /** Whether what is remembered of the log is likely to be outdated: others write it, and time has passed. */
  isOutdated(now: number): boolean {
    return this.#waitMs > 0 && now - this.#landedAt > OUTDATED_MS;
  }

  /** Milliseconds to wait before another commit. */
  untilNext(now: number): number {
    const wait = this.#waitMs * (1 + this.#random()) / 2;
    return Math.max(0, this.#landedAt + wait - now);
  }
}
