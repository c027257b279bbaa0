import { AssertionError as NodeAssertionError } from "node:assert";
import { isDeepStrictEqual } from "node:util";

type Class<E> = abstract new (...args: never[]) => E;

/** What a failed assertion throws */
export class AssertionError extends Error {
  override name = "AssertionError";
}

/** Fails always */
export function fail(message = "Failed assertion"): never {
  throw new AssertionError(message);
}

/** Fails unless `condition` is truthy */
export function assert(condition: unknown, message?: string): asserts condition {
  if (!condition) fail(message);
}

/** Fails unless both are deeply equal, with a diff */
export function assertEquals<T>(actual: T, expected: T, message = ""): void {
  if (isDeepStrictEqual(actual, expected)) return;
  const options = { actual, expected, operator: "deepStrictEqual" };
  fail(`${message} ${new NodeAssertionError(options).message}`.trim());
}

/** Fails if both are deeply equal */
export function assertNotEquals<T>(actual: T, expected: T, message?: string): void {
  assert(!isDeepStrictEqual(actual, expected), message ?? `Both are ${Deno.inspect(actual)}`);
}

/** Fails unless both are the same by Object.is */
export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  message?: string,
): asserts actual is T {
  if (!Object.is(actual, expected)) fail(message ?? says(actual, "is not", expected));
}

/** Fails for null and undefined */
export function assertExists<T>(actual: T, message?: string): asserts actual is NonNullable<T> {
  assert(actual !== null && actual !== undefined, message ?? `There is only ${actual}`);
}

/** Fails unless the text matches */
export function assertMatch(actual: string, expected: RegExp, message?: string): void {
  assert(expected.test(actual), message ?? says(actual, "does not match", expected));
}

/** Fails unless the text has the part in it */
export function assertStringIncludes(actual: string, expected: string, message?: string): void {
  assert(actual.includes(expected), message ?? says(actual, "does not include", expected));
}

/** Fails unless each of the expected items has a deep equal in the array */
export function assertArrayIncludes<T>(
  actual: ArrayLike<T>,
  expected: ArrayLike<T>,
  message?: string,
): void {
  const all = Array.from(actual);
  const missing = Array.from(expected).filter((item) =>
    !all.some((a) => isDeepStrictEqual(a, item))
  );
  assert(missing.length === 0, message ?? says(actual, "does not include", missing));
}

/** Fails unless `actual` is the greater */
export function assertGreater<T>(actual: T, expected: T, message?: string): void {
  assert(actual > expected, message ?? says(actual, "is not greater than", expected));
}

/** Fails unless `actual` is the smaller */
export function assertLess<T>(actual: T, expected: T, message?: string): void {
  assert(actual < expected, message ?? says(actual, "is not less than", expected));
}

/** Fails unless `actual` is of the class */
export function assertInstanceOf<E>(
  actual: unknown,
  type: Class<E>,
  message?: string,
): asserts actual is E {
  assert(actual instanceof type, message ?? says(actual, "is no", type));
}

/** Fails unless `run` throws such an error, which it returns */
export function assertThrows<E extends Error = Error>(
  run: () => unknown,
  type?: Class<E>,
  part = "",
): E {
  try {
    run();
  } catch (error) {
    return expectError(error, type, part);
  }
  fail("Expected function to throw");
}

/** Fails unless the promise of `run` rejects with such an error, to which it resolves */
export async function assertRejects<E extends Error = Error>(
  run: () => PromiseLike<unknown>,
  type?: Class<E>,
  part = "",
): Promise<E> {
  try {
    await run();
  } catch (error) {
    return expectError(error, type, part);
  }
  fail("Expected function to reject");
}

function expectError<E extends Error>(error: unknown, type?: Class<E>, part = ""): E {
  assertInstanceOf(error, type ?? Error as unknown as Class<E>);
  assertStringIncludes(error.message, part);
  return error;
}

function says(actual: unknown, verb: string, expected: unknown): string {
  return `${Deno.inspect(actual)} ${verb} ${Deno.inspect(expected)}`;
}
