/** Waits; for polling what has no event to wait for. */
export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Waits until `condition` holds; throws an error that names `what` after `timeoutMs`. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 30_000,
): Promise<void> {
  for (const deadline = performance.now() + timeoutMs; !(await condition());) {
    if (performance.now() > deadline) throw new Error(`Cannot wait longer for ${what}`);
    await delay(10);
  }
}
