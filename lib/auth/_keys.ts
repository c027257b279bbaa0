/** A key for tests, as long as a real one. */
export const KEY = new TextEncoder().encode("k".repeat(43));
/** A key that signed nothing of ours. */
export const OTHER_KEY = new TextEncoder().encode("o".repeat(43));

/** A day in milliseconds. */
export const DAY_MS = 86_400_000;

/** A clock that tests set. */
export class Clock {
  ms = Date.UTC(2026, 0, 1);
  readonly now = () => this.ms;
}
