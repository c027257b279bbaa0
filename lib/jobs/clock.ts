/** The clocks of a process. */
export interface Clock {
  /** Milliseconds since 1970. May be wrong by hours, and may jump. */
  now(): number;
  /** Milliseconds since some moment: goes forward only, and as fast as time. */
  elapsed(): number;
}

/** The clocks of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
};
