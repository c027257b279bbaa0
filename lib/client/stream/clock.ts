/** The time, and calls in time. */
export interface Clock {
  /** Milliseconds since 1970. It may jump: the machine slept, or its clock was set. */
  now(): number;
  /** Calls back once in `ms`, later where the machine sleeps; the function it returns prevents it. */
  after(ms: number, callback: () => void): () => void;
}

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
