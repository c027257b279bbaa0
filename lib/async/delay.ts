/** Options of {@linkcode delay}. */
export interface DelayOptions {
  /** Ends the wait. */
  signal?: AbortSignal;
}

/** Resolves after `ms` milliseconds; rejects with the signal's reason once it aborts. */
export function delay(ms: number, { signal }: DelayOptions = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
