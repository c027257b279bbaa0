/** Waits; for polling what has no event to wait for. */
export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Of the time of a wait, a quarter goes into asking at most: who is asked has work to do. */
const REST = 3;

/** Waits until `condition` holds; throws an error that names `what` after `timeoutMs`. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 30_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const asked = performance.now();
    if (await condition()) return;
    const now = performance.now();
    if (now > deadline) throw new Error(`Cannot wait longer for ${what}`);
    await delay(Math.max(10, REST * (now - asked)));
  }
}
