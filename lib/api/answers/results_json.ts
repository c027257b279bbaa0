import type { ResultList } from "@/lib/api/answers/result_list.ts";
import { formatPlace } from "@/lib/api/queries.ts";

/** The ranked list as wire/result.ts has `Results`, result by result: a whole one may have 48 MB. */
export async function* resultsJson(
  list: ResultList,
  { total, position, withFiles }: { total: number; position: string; withFiles: boolean },
): AsyncGenerator<string> {
  let before = `{"position":${JSON.stringify(position)},"results":[`;
  for await (const result of list.results()) {
    yield before + JSON.stringify(result);
    before = ",";
  }
  const files = withFiles ? `,"files":${JSON.stringify(list.unscored)}` : "";
  const next = list.next && formatPlace(list.next);
  yield `${before === "," ? "" : before}],"total":${total},"next_cursor":${
    JSON.stringify(next)
  }${files}}`;
}
