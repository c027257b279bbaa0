import { BusyError } from "@/lib/async/busy_error.ts";

/** A document of one page takes about so long, until it is known better. In milliseconds. */
const FIRST_GUESS_MS = 6_000;
/** How much the last document tells of the next. */
const NEWEST_PART = 0.2;
/** Who is sent away is not sent away for longer, in milliseconds: the guess may be wrong. */
const MAX_WAIT_MS = 25_000;

/**
 * Lets so many documents in as may be read or wait to be. The others are told to come back about when
 * it will be their turn: they hold no worker meanwhile.
 */
export class OcrQueue {
  readonly #places: number;
  readonly #now: () => number;
  #taken = 0;
  #usualMs = FIRST_GUESS_MS;
  /** When those who were sent away are done, as far as can be guessed. */
  #promisedUntil = 0;

  constructor(places: number, now: () => number = () => performance.now()) {
    this.#places = places;
    this.#now = now;
  }

  /** Documents that are being read, or wait for it. */
  get taken(): number {
    return this.#taken;
  }

  /** @throws {BusyError} no place is free */
  check(): void {
    if (this.#taken < this.#places) return;
    const now = this.#now();
    const turn = Math.max(this.#promisedUntil, now) + this.#usualMs;
    this.#promisedUntil = Math.min(turn, now + MAX_WAIT_MS);
    throw new BusyError("ocr", Math.round(this.#promisedUntil - now));
  }

  /**
   * Takes a place until it is disposed.
   * @throws {BusyError} none is free
   */
  enter(): Disposable {
    this.check();
    this.#taken++;
    const start = this.#now();
    return {
      [Symbol.dispose]: () => {
        this.#taken--;
        const took = (this.#now() - start) / Math.max(1, this.#taken + 1);
        this.#usualMs += (took - this.#usualMs) * NEWEST_PART;
        if (this.#taken === 0) this.#promisedUntil = 0;
      },
    };
  }
}
