/** How {@linkcode backoffMs} waits. */
export interface BackoffOptions {
  /** Ceiling of the first wait in milliseconds, 1,000 unless given. */
  baseMs?: number;
  /** Ceiling of every wait in milliseconds, 30,000 unless given. */
  maxMs?: number;
  /** A number from 0 (included) to 1, `Math.random` unless given. */
  random?: () => number;
}

/**
 * The wait in milliseconds before try `attempt` (0 is the first): exponential with full jitter, so
 * that those who failed together, such as the clients of a restarted server, don't come back in step.
 *
 * @example
 * ```ts
 * backoffMs(0); // 0 to 1,000
 * backoffMs(3); // 0 to 8,000
 * ```
 */
export function backoffMs(attempt: number, options: BackoffOptions = {}): number {
  const { baseMs = 1_000, maxMs = 30_000, random = Math.random } = options;
  // 2 ** 30 ms is past any ceiling; the bound keeps a long outage from overflowing.
  const ceiling = Math.min(maxMs, baseMs * 2 ** Math.min(attempt, 30));
  return Math.round(random() * ceiling);
}
