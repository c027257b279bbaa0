/** Options of {@linkcode ResultRenewal}. */
export interface ResultRenewalOptions {
  /** The shortest pause in ms between renewals of results that go on changing (1,000). */
  restMs?: number;
}

/** A pause is so many times as long as the renewal before it took: most of the time is not the list's. */
const REST_TIMES = 2;

/** Renews results that change: one time after the other, and no more often than is worth it. */
export class ResultRenewal {
  readonly #renew: () => Promise<void>;
  readonly #restMs: number;
  #running = false;
  #wanted: "soon" | "now" | null = null;
  /** When the next may begin that is only wanted soon. */
  #next = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ended = false;

  constructor(renew: () => Promise<void>, { restMs = 1_000 }: ResultRenewalOptions = {}) {
    this.#renew = renew;
    this.#restMs = restMs;
  }

  /** Some results are new, and more will be. */
  soon(): void {
    this.#wanted ??= "soon";
    this.#go();
  }

  /** All results are new. */
  now(): void {
    this.#wanted = "now";
    this.#go();
  }

  /** Begins no more. */
  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }

  #go(): void {
    if (this.#running || this.#ended || this.#wanted === null) return;
    clearTimeout(this.#timer);
    const wait = this.#wanted === "now" ? 0 : this.#next - performance.now();
    if (wait > 0) this.#timer = setTimeout(() => this.#go(), wait);
    else void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    this.#wanted = null;
    const start = performance.now();
    try {
      await this.#renew();
    } finally {
      const end = performance.now();
      this.#next = end + Math.max(this.#restMs, REST_TIMES * (end - start));
      this.#running = false;
      this.#go();
    }
  }
}
