import node, { AssertionError, fail, ok as assert } from "node:assert";

export { assert, AssertionError, fail };
type Compare = <T>(actual: T, expected: T, message?: string) => void;
type Class<E> = abstract new (...args: never[]) => E;

/** Fails unless both are deeply equal, with a diff */
export const assertEquals: Compare = node.deepStrictEqual;
/** Fails if both are deeply equal */
export const assertNotEquals: Compare = node.notDeepStrictEqual;
/** Fails unless both are the same by Object.is */
export const assertStrictEquals: Compare = node.strictEqual;
/** Fails unless the text matches */
export const assertMatch: (actual: string, expected: RegExp, message?: string) => void = node.match;
/** Fails unless the text has the part in it */
export const assertStringIncludes = (actual: string, part: string, message?: string): void =>
  assert(actual.includes(part), message ?? `"${actual}" does not include "${part}"`);

/** Fails unless `actual` is of the class */
export function assertInstanceOf<E>(actual: unknown, type: Class<E>): asserts actual is E {
  assert(actual instanceof type, `${actual} is no ${type.name}`);
}

/** Fails unless the promise of `run` rejects with such an error, to which it resolves */
export async function assertRejects<E = Error>(
  run: () => PromiseLike<unknown>,
  type?: Class<E>,
  part?: string,
): Promise<E> {
  const failure = await run().then(() => null, (error) => ({ error }));
  return expectError(failure, type, part);
}

/** Fails unless `run` throws such an error, which it returns */
export function assertThrows<E = Error>(run: () => unknown, type?: Class<E>, part?: string): E {
  let failure: { error: unknown } | null = null;
  try {
    run();
  } catch (error) {
    failure = { error };
  }
  return expectError(failure, type, part);
}

function expectError<E>(failure: { error: unknown } | null, type?: Class<E>, part = ""): E {
  if (!failure) fail("Nothing was thrown");
  assertInstanceOf(failure.error, (type ?? Error) as Class<Error>);
  assertStringIncludes(failure.error.message, part);
  return failure.error as E;
}
