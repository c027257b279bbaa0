import type { ResultList } from "@/lib/api/answers/result_list.ts";
import { formatPlace } from "@/lib/api/queries.ts";
import type { Scoring } from "@/lib/wire/result.ts";

/** What stands around the results. */
export interface ResultsFrame {
  total: number;
  position: string;
  /** Null where they are not being scored again. */
  scoring: Scoring | null;
}

/** The ranked list as wire/result.ts has `Results`, result by result: a whole one may have 48 MB. */
export async function* resultsJson(
  list: ResultList,
  { total, position, scoring, withFiles }: ResultsFrame & { withFiles: boolean },
): AsyncGenerator<string> {
  let before = `{"position":${JSON.stringify(position)},"results":[`;
  for await (const result of list.results()) {
    yield before + JSON.stringify(result);
    before = ",";
  }
  const files = withFiles ? `,"files":${JSON.stringify(list.unscored)}` : "";
  const again = scoring ? `,"scoring":${JSON.stringify(scoring)}` : "";
  const next = list.next && formatPlace(list.next);
  yield `${before === "," ? "" : before}],"total":${total},"next_cursor":${
    JSON.stringify(next)
  }${again}${files}}`;
}
