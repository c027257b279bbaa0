/** A waiting time in milliseconds that doubles with each try, from none to all of it by chance. */
export function backoff(tries: number, { base, max }: { base: number; max: number }): number {
  return Math.random() * Math.min(max, base * 2 ** Math.min(tries, 30));
}

/** Waits `ms` milliseconds, or until `signal` aborts. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (signal?.aborted) return Promise.resolve();
  const timer = setTimeout(done, ms);
  function done() {
    clearTimeout(timer);
    signal?.removeEventListener("abort", done);
    resolve();
  }
  signal?.addEventListener("abort", done);
  return promise;
}
