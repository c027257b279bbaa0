import { ApiError } from "@/lib/client/api/api_error.ts";
import { backoffMs, type BackoffOptions } from "@/lib/async/backoff.ts";
import { delay } from "@/lib/async/delay.ts";

/** Options of {@linkcode retrying}. */
export interface RetryOptions {
  signal?: AbortSignal;
  /** Waits between tries. */
  backoff?: BackoffOptions;
  /** Tries in all, 6 unless given. */
  maxTries?: number;
}

/**
 * Does `work`, and again while it fails for a reason that may pass. In between it waits for the
 * backoff, or for Retry-After where that is longer.
 * @throws {ApiError} the last one, when there are no more tries or it won't pass
 */
export async function retrying<T>(work: () => Promise<T>, options: RetryOptions = {}): Promise<T> {
  const { signal, backoff, maxTries = 6 } = options;
  for (let attempt = 0;; attempt++) {
    try {
      return await work();
    } catch (error) {
      const again = error instanceof ApiError && (error.isTransient || error.retryAfterMs !== null);
      if (!again || attempt + 1 >= maxTries) throw error;
      await delay(Math.max(error.retryAfterMs ?? 0, backoffMs(attempt, backoff)), { signal });
    }
  }
}
