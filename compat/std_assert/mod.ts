import node, { AssertionError, fail, ok as assert } from "node:assert";
import { inspect } from "node:util";

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
/** Fails unless the text has the part in it */
export const assertStringIncludes = (actual: string, part: string, message?: string): void =>
  assert(actual.includes(part), message ?? `${inspect(actual)} does not include ${inspect(part)}`);

/** Fails unless `actual` is of the class */
export function assertInstanceOf<E>(actual: unknown, type: Class<E>): asserts actual is E {
  assert(actual instanceof type, `${inspect(actual)} is no ${type.name}`);
}

/** Fails unless `run` throws such an error, which it returns */
export function assertThrows<E = Error>(run: () => unknown, type?: Class<E>, part?: string): E {
  const seen: E[] = [];
  node.throws(run, (error) => expectError(seen, error, type, part));
  return seen[0];
}

/** Fails unless the promise of `run` rejects with such an error, to which it resolves */
export async function assertRejects<E = Error>(
  run: () => PromiseLike<unknown>,
  type?: Class<E>,
  part?: string,
): Promise<E> {
  const seen: E[] = [];
  await node.rejects(async () => await run(), (error) => expectError(seen, error, type, part));
  return seen[0];
}

function expectError<E>(seen: E[], error: unknown, type?: Class<E>, part = ""): true {
  assertInstanceOf(error, (type ?? Error) as Class<Error>);
  assertStringIncludes(error.message, part);
  return seen.push(error as E) > 0 as true;
}
