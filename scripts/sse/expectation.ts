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
