import type { Clock } from "@/lib/client/stream/clock.ts";

/** A timer of the platform stands still while the machine sleeps: it is looked at this often. */
const STEP_MS = 1_000;

/** A timer that counts time asleep too: what fell due meanwhile is done a second after waking. */
export class WallTimer {
  #clock: Clock;
  #stop: () => void = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls back once in `ms`, in place of what was to come. */
  start(ms: number, callback: () => void): void {
    this.stop();
    const step = Math.min(STEP_MS, ms);
    const began = this.#clock.now();
    this.#stop = this.#clock.after(step, () => {
      const passed = this.#clock.now() - began;
      // Where the clock was set back, what surely has passed is the step.
      const left = ms - (passed > 0 ? passed : step);
      if (left > 0) this.start(left, callback);
      else callback();
    });
  }

  /** Prevents what was to come. */
  stop(): void {
    this.#stop();
    this.#stop = () => {};
  }
}
