import type { Result } from "@/lib/wire/result.ts";

/** The ranked list as `{position, results, total}`, result by result: a whole one may have 48 MB. */
export async function* resultsJson(
  results: AsyncIterable<Result>,
  total: number,
  position: string,
): AsyncGenerator<string> {
  let before = `{"position":${JSON.stringify(position)},"results":[`;
  for await (const result of results) {
    yield before + JSON.stringify(result);
    before = ",";
  }
  yield `${before === "," ? "" : before}],"total":${total}}`;
}
