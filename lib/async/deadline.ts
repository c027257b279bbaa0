/** What was waited for has not come in time. */
export class DeadlineError extends Error {
  override name = "DeadlineError";

  constructor(ms: number) {
    super(`no answer within ${ms / 1000} s`);
  }
}

/**
 * Waits for `work`, but `ms` milliseconds at most; the work itself goes on.
 *
 * @throws {DeadlineError} it has not come by then
 */
export async function deadline<T>(work: Promise<T>, ms: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new DeadlineError(ms)), ms);
  // Nobody may be listening any more when it fails late.
  work.catch(() => {});
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
