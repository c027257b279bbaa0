import node, { AssertionError, fail, ok as assert } from "node:assert";
import { inspect, isDeepStrictEqual } from "node:util";

export { assert, AssertionError, fail };
type Class<E> = abstract new (...args: never[]) => E;
type Compare = <T>(actual: T, expected: T, message?: string) => void;

/** Fails unless both are deeply equal, with a diff */
export const assertEquals: Compare = node.deepStrictEqual;
/** Fails if both are deeply equal */
export const assertNotEquals: Compare = node.notDeepStrictEqual;
/** Fails unless both are the same by Object.is */
export const assertStrictEquals: Compare = node.strictEqual;
/** Fails unless the text matches */
export const assertMatch: (actual: string, expected: RegExp, message?: string) => void = node.match;
/** Fails unless `actual` is the greater */
export const assertGreater: Compare = (actual, expected, message) =>
  assert(actual > expected, message ?? `${inspect(actual)} > ${inspect(expected)}`);
/** Fails unless `actual` is the smaller */
export const assertLess: Compare = (actual, expected, message) =>
  assert(actual < expected, message ?? `${inspect(actual)} < ${inspect(expected)}`);
/** Fails unless the text has the part in it */
export const assertStringIncludes = (actual: string, part: string, message?: string): void =>
  assert(actual.includes(part), message ?? `${inspect(actual)} does not include ${inspect(part)}`);
/** Fails unless each of the items has a deep equal in the array */
export const assertArrayIncludes = <T>(actual: T[], items: T[], message?: string): void =>
  items.forEach((item) => {
    const found = actual.some((one) => isDeepStrictEqual(one, item));
    assert(found, message ?? `${inspect(actual)} does not include ${inspect(item)}`);
  });

/** Fails for null and undefined */
export function assertExists<T>(actual: T, message?: string): asserts actual is NonNullable<T> {
  assert(actual !== null && actual !== undefined, message ?? `There is only ${actual}`);
}

/** Fails unless `actual` is of the class */
export function assertInstanceOf<E>(actual: unknown, type: Class<E>): asserts actual is E {
  assert(actual instanceof type, `${inspect(actual)} is no ${type.name}`);
}

/** Fails unless `run` throws such an error, which it returns */
export function assertThrows<E = Error>(run: () => unknown, type?: Class<E>, part = ""): E {
  try {
    run();
  } catch (error) {
    return expectError(error, type, part);
  }
  fail("Nothing was thrown");
}

/** Fails unless the promise of `run` rejects with such an error, to which it resolves */
export async function assertRejects<E = Error>(
  run: () => PromiseLike<unknown>,
  type?: Class<E>,
  part = "",
): Promise<E> {
  try {
    await run();
  } catch (error) {
    return expectError(error, type, part);
  }
  fail("Nothing was rejected");
}

function expectError<E>(error: unknown, type: Class<unknown> | undefined, part: string): E {
  assertInstanceOf(error, type ?? Error);
  assertStringIncludes(String((error as Error).message), part);
  return error as E;
}
