import node, { AssertionError, fail, ok as assert } from "node:assert";

export { assert, AssertionError, fail };
type Compare = <T>(actual: T, expected: T, message?: string) => void;
// deno-lint-ignore no-explicit-any -- as the real one has it, so that both check alike
type Class<E> = abstract new (...args: any[]) => E;

/** Fails unless both are deeply equal, with a diff */
export const assertEquals: Compare = node.deepStrictEqual;
/** Fails if both are deeply equal */
export const assertNotEquals: Compare = node.notDeepStrictEqual;
/** Fails unless the text matches */
export const assertMatch: (actual: string, expected: RegExp, message?: string) => void = node.match;
/** Fails unless the text has the part in it */
export const assertStringIncludes = (actual: string, part: string): void =>
  assert(actual.includes(part), `"${actual}" does not include "${part}"`);

/** Fails unless `run` throws such an error, which it returns */
export function assertThrows<E = unknown>(run: () => unknown, type?: Class<E>, part?: string): E {
  try {
    run();
  } catch (error) {
    return expectError(error, type, part);
  }
  fail("Nothing was thrown");
}

/** Fails unless the promise of `run` rejects with such an error, to which it resolves */
export async function assertRejects<E = unknown>(
  run: () => PromiseLike<unknown>,
  ...expected: [type?: Class<E>, part?: string]
): Promise<E> {
  return await run().then(
    () => fail("Nothing was rejected"),
    (error) => expectError(error, ...expected),
  );
}

function expectError<E>(error: unknown, type?: Class<E>, part = ""): E {
  assert(error instanceof (type ?? Error), `${error} is no ${(type ?? Error).name}`);
  assertStringIncludes((error as Error).message, part);
  return error as E;
}
