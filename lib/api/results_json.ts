import type { RankedResult } from "@/lib/batches/batch_store.ts";

/** The ranked list as `{results, total}`, result by result: a whole one may have 48 MB. */
export async function* resultsJson(
  results: AsyncIterable<RankedResult>,
  total: number,
): AsyncGenerator<string> {
  let before = '{"results":[';
  for await (const result of results) {
    yield before + JSON.stringify(result);
    before = ",";
  }
  yield `${before === "," ? "" : before}],"total":${total}}`;
}
