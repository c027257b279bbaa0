import { type ResultList, type ResultsQuery } from "@/lib/api/answers/result_list.ts";
import { resultTable } from "@/lib/api/answers/result_table.ts";
import { resultsCsv } from "@/lib/api/answers/results_csv.ts";
import { type ResultsFrame, resultsJson } from "@/lib/api/answers/results_json.ts";
import { attachment } from "@/lib/http/attachment.ts";
import { textStream } from "@/lib/http/text_stream.ts";
import { workbook, XLSX_TYPE } from "@/lib/http/xlsx/workbook.ts";
import { POSITION_HEADER } from "@/lib/wire/position.ts";

/** What goes with the results of a batch. */
export interface NamedFrame extends ResultsFrame {
  /** Of the file that they are kept as, without its ending. */
  name: string;
}

/** Results as the query wants them. Where it names a format, they are to be kept as a file. */
export async function resultsAnswer(
  list: ResultList,
  { format, state }: ResultsQuery,
  { name, ...around }: NamedFrame,
): Promise<Response> {
  const headers = new Headers({
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    [POSITION_HEADER]: around.position,
  });
  if (format) headers.set("content-disposition", attachment(`${name}.${format}`));
  if (format === "xlsx") {
    headers.set("content-type", XLSX_TYPE);
    return new Response(workbook(resultTable(list.results(), () => list.unscored, list.files)), {
      headers,
    });
  }
  if (format === "csv") {
    headers.set("content-type", "text/csv; charset=utf-8");
    const rows = resultTable(list.results(), () => list.unscored, list.files);
    return new Response(await textStream(resultsCsv(rows)), { headers });
  }
  headers.set("content-type", "application/json");
  const frame = { ...around, withFiles: state !== undefined };
  return new Response(await textStream(resultsJson(list, frame)), { headers });
}
