/** Throws, saying what, unless the values are the same. */
export function equal(actual: unknown, expected: unknown, what: string): void {
  ensure(
    actual === expected,
    `${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`,
  );
}

/** Throws `message` unless the condition holds. */
export function ensure(condition: boolean, message: string): void {
  if (!condition) throw new Error(message);
}

/** Waits until the condition holds; throws that it is `not <what>` after `withinMs`. */
export async function eventually(
  what: string,
  withinMs: number,
  condition: () => Promise<boolean>,
): Promise<void> {
  for (const deadline = performance.now() + withinMs; !(await condition());) {
    ensure(performance.now() < deadline, `not ${what} within ${withinMs} ms`);
    await pause();
  }
}

/** A moment between two looks at what has no event to wait for. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 25));
}
