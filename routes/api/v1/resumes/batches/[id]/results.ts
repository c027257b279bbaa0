import { allFiles } from "@/lib/batches/batch.ts";
import { BatchNotFoundError } from "@/lib/batches/batch_errors.ts";
import { resultsCsv } from "@/lib/api/answers/results_csv.ts";
import { resultsJson } from "@/lib/api/answers/results_json.ts";
import { withDecisions } from "@/lib/api/answers/result_list.ts";
import { define } from "@/lib/api/define.ts";
import { parseQuery, resultsQuery } from "@/lib/api/queries.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";
import { textStream } from "@/lib/http/text_stream.ts";
import { POSITION_HEADER } from "@/lib/wire/position.ts";

/** The ranked results of a batch, with all that explains them; as CSV also the files without one. */
export const handler = define.handlers({
  async GET(ctx) {
    const user = queryUser(ctx.state.principal, ctx.url, "read");
    const id = parseRecordId(ctx.params.id, "batch");
    const { batches, decisions, log } = ctx.state.services;
    const { format, ...range } = parseQuery(resultsQuery, ctx.url);
    const position = await log.position(user); // Before the rows, so that what comes meanwhile comes again.
    const batch = await batches.get(user, id);
    if (!batch) throw new BatchNotFoundError(id);
    const latest = await decisions.latest(user, batch.id);
    const results = withDecisions(batches.results(user, batch.id, range), latest);
    const { successful: total } = allFiles(batch);
    if (format === "json") {
      return json(await textStream(resultsJson(results, total, position)), position);
    }
    const isLast = range.offset + range.limit >= total;
    const files = isLast ? await batches.files(user, batch.id) : [];
    const unscored = files.filter(({ state }) => state !== "done")
      .map((file) => ({ ...file, decision: latest.get(file.id) }));
    return csv(await textStream(resultsCsv(results, unscored)), position, `${batch.id}.csv`);
  },
});

function json(body: ReadableStream<Uint8Array>, position: string): Response {
  return new Response(body, {
    headers: {
      "content-type": "application/json",
      "cache-control": "no-store",
      [POSITION_HEADER]: position,
    },
  });
}

function csv(body: ReadableStream<Uint8Array>, position: string, name: string): Response {
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
      [POSITION_HEADER]: position,
    },
  });
}
