import { type Signal, signal } from "@preact/signals";

/** Latencies in milliseconds. */
export interface LatencySummary {
  count: number;
  last: number;
  median: number;
  worst: number;
  /** The last ones, oldest first. */
  recent: readonly number[];
}

/** The most latencies kept for the median, and marks that wait for their event. */
const MAX_KEPT = 500;
/** The most of them that are shown one by one. */
const MAX_RECENT = 60;

/** Measures this page's updates from POST to event, by one clock: no skew between machines. */
export class LatencyMeter {
  /** Null before the first update came back. */
  readonly summary: Signal<LatencySummary | null> = signal(null);
  #started = new Map<string, number>();
  #kept: number[] = [];
  #next = 0;
  // Another console of the same user receives these marks too.
  #own = crypto.getRandomValues(new Uint32Array(2)).join("-");

  /** A mark to send along with an update. */
  start(): string {
    const mark = `${this.#own}-${this.#next++}`;
    if (this.#started.size >= MAX_KEPT) this.#started.clear();
    this.#started.set(mark, performance.now());
    return mark;
  }

  /** The milliseconds since `mark` was made; null for another console's, and for a second time. */
  end(mark: unknown): number | null {
    const started = typeof mark === "string" ? this.#started.get(mark) : undefined;
    if (started === undefined) return null;
    this.#started.delete(mark as string);
    const last = performance.now() - started;
    this.#kept = [...this.#kept.slice(1 - MAX_KEPT), last];
    const sorted = this.#kept.toSorted((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)];
    const worst = sorted.at(-1)!;
    const recent = this.#kept.slice(-MAX_RECENT);
    this.summary.value = { count: sorted.length, last, median, worst, recent };
    return last;
  }
}
