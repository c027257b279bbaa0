import { backoffMs } from "@/lib/async/backoff.ts";

/*
 * How often, and after how long, a job is done again:
 *
 * | what went wrong                     | claimed again                       | counts as a try |
 * | ----------------------------------- | ----------------------------------- | --------------- |
 * | its work failed, the 1st time       | after 0.25 to 1.25 s                | yes             |
 * | its work failed, the 2nd time       | after 0.25 to 2.25 s                | yes             |
 * | its work failed, the 3rd time       | never: the file has failed, dead    | yes             |
 * | its process died or hung            | when the lease ends, 5 s            | yes             |
 * | its process is ended by a signal    | at once                             | no              |
 * | the file can't be read, for good    | never: the file has failed          | yes             |
 * | it needs OCR, which has no room     | when it may have, up to 25 s        | no              |
 * | an operation on a batch failed      | as above, but for ever, up to 30 s  | yes             |
 */

/** A file is given up after this many claims, those that ended in a crash included. */
export const MAX_ATTEMPTS = 3;

/** Milliseconds until a job whose holder has died is claimed by another. */
export const LEASE_MS = 5000;

/** Between two renewals in milliseconds: three tries within a lease, so that one may fail. */
export const RENEW_MS = LEASE_MS / 3;

/** A renewal that waits for its holder's own commit waits so long at most, in milliseconds. */
export const RENEW_LATEST_MS = 1.5 * RENEW_MS;

/** The longest that a job waits for its next try, in milliseconds. */
export const MAX_BACKOFF_MS = 30_000;

/** The shortest, in milliseconds: a database or a machine in trouble gets time. */
export const MIN_BACKOFF_MS = 250;

/** No clock that is right makes a job due later than this, in milliseconds from now. */
export const MAX_AHEAD_MS = Math.max(LEASE_MS, MAX_BACKOFF_MS);

/** The milliseconds to wait after the try `attempt`, 1 for the first, has failed. */
export function retryDelayMs(attempt: number, random?: () => number): number {
  const options = { baseMs: 2 * MIN_BACKOFF_MS, maxMs: MAX_BACKOFF_MS - MIN_BACKOFF_MS, random };
  return MIN_BACKOFF_MS + backoffMs(attempt, options);
}
