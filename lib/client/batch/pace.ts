/** How many files of a run had ended at a moment (ms since any one moment). */
export interface PaceSample {
  at: number;
  ended: number;
}

/** How fast files end, and how long the rest will take at that. */
export interface Pace {
  filesPerSecond: number;
  leftMs: number;
}

/** Only what ended within so long counts: a batch's files differ, and so does the server's load. */
const WINDOW_MS = 60_000;

/** With less to go by than this, a figure would be a guess. */
const LEAST_MS = 3_000;
const LEAST_FILES = 5;

/** Closer samples are one: a minute of them stays a short list. */
const STEP_MS = 500;

/** The samples with another; a count that goes back begins another run. Bounded by the window. */
export function withSample(samples: readonly PaceSample[], sample: PaceSample): PaceSample[] {
  const last = samples.at(-1);
  if (last === undefined || sample.ended < last.ended) return [sample];
  // Until the first file ends, nothing is measured.
  if (samples.length === 1 && sample.ended === last.ended) return [sample];
  const recent = samples.filter(({ at }) => sample.at - at <= WINDOW_MS);
  const before = recent.at(-2);
  const close = before !== undefined && sample.at - before.at < STEP_MS;
  return close ? [...recent.slice(0, -1), sample] : [...recent, sample];
}

/** The pace at the moment `now` with `left` files to come; null while there is too little to go by. */
export function paceOf(samples: readonly PaceSample[], left: number, now: number): Pace | null {
  const recent = samples.filter(({ at }) => now - at <= WINDOW_MS);
  if (recent.length < 2) return null;
  const files = recent.at(-1)!.ended - recent[0].ended;
  // Up to now, not to the last sample: where nothing ends, it slows down.
  const ms = now - recent[0].at;
  if (files < LEAST_FILES || ms < LEAST_MS) return null;
  return { filesPerSecond: 1_000 * files / ms, leftMs: left * ms / files };
}

/** A pace for people: "4 a second, about 3 min left". */
export function describePace({ filesPerSecond, leftMs }: Pace): string {
  const perMinute = 60 * filesPerSecond;
  const rate = filesPerSecond >= 1
    ? `${Math.round(filesPerSecond)} a second`
    : `${Math.max(1, Math.round(perMinute))} a minute`;
  return `${rate}, ${describeLeft(leftMs)} left`;
}

function describeLeft(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (ms < 10_000) return "a few seconds";
  if (ms < 50_000) return "less than a minute";
  return minutes < 90 ? `about ${Math.max(1, minutes)} min` : `about ${Math.round(minutes / 60)} h`;
}
