import type { Clock } from "@/lib/client/stream/clock.ts";

/** A clock that stands still until it is told otherwise. */
export class FakeClock implements Clock {
  #now = Date.UTC(2026, 0);
  #timers = new Set<{ due: number; callback: () => void }>();

  now(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { due: this.#now + ms, callback };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Lets `ms` go by: what falls due is called in its turn. */
  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = [...this.#timers].sort((a, b) => a.due - b.due)[0];
      if (next === undefined || next.due > end) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.due);
      next.callback();
    }
    this.#now = end;
  }

  /** The machine sleeps `ms`, or its clock is set (back, where it is negative): no timer moves. */
  jump(ms: number): void {
    this.#now += ms;
    for (const timer of this.#timers) timer.due += ms;
  }

  /** How many timers there are. */
  get pending(): number {
    return this.#timers.size;
  }
}
