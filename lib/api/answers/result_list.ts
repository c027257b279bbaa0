import type { Result } from "@/lib/wire/result.ts";
import type { Decision } from "@/lib/wire/review/decision.ts";

/** The results with what was decided last about each. */
export async function* withDecisions(
  results: AsyncIterable<Result>,
  latest: ReadonlyMap<string, Decision>,
): AsyncGenerator<Result> {
  for await (const result of results) {
    const decision = latest.get(result.file_id);
    yield decision ? { ...result, decision } : result;
  }
}
