import { assert, assertEquals } from "@std/assert";

/** Asserts problem+json of this status and type, without a trace of the code; returns it. */
export async function assertProblem(
  response: Response,
  status: number,
  slug: string,
): Promise<Record<string, unknown>> {
  // A stream has no end to wait for.
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
  const text = isStream ? "" : await response.text();
  if (isStream) await response.body?.cancel();
  assertEquals([response.status, response.headers.get("content-type")], [
    status,
    "application/problem+json",
  ], text);
  assertNoTrace(text);
  const problem = JSON.parse(text);
  assertEquals(problem.type, `urn:resume-screener:problem:${slug}`);
  assertEquals(problem.status, status);
  assert(typeof problem.title === "string" && problem.title !== "");
  return problem;
}

/** Asserts that a text shows nothing of where the code is and how it failed. */
export function assertNoTrace(text: string): void {
  const trace = /\bat \S+ \(|\.[jt]sx?:\d+|file:\/\/|node_modules|ext:\w+\//.exec(text);
  assertEquals(trace?.[0], undefined, text);
}
