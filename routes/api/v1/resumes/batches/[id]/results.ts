import { ResultList } from "@/lib/api/answers/result_list.ts";
import { resultsAnswer } from "@/lib/api/answers/results_answer.ts";
import { scoredFiles, scoringOf } from "@/lib/batches/batch.ts";
import { BatchNotFoundError } from "@/lib/batches/batch_errors.ts";
import { actorOf } from "@/lib/api/actor_of.ts";
import { BatchView } from "@/lib/batches/blind/batch_view.ts";
import { define } from "@/lib/api/define.ts";
import { parseQuery, resultsQuery } from "@/lib/api/queries.ts";
import { quotaOf } from "@/lib/api/quota_of.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";

/** The ranked results of a batch, with all that explains them; in tables also the files without one. */
export const handler = define.handlers({
  async GET(ctx) {
    const user = queryUser(ctx.state.principal, ctx.url, "read");
    const id = parseRecordId(ctx.params.id, "batch");
    const { services } = ctx.state;
    const query = parseQuery(resultsQuery, ctx.url);
    const position = await services.log.position(user); // Before the rows, so that what comes meanwhile comes again.
    const batch = await services.batches.get(user, id);
    if (!batch) throw new BatchNotFoundError(id);
    if (query.format && ctx.req.method !== "HEAD") {
      const quota = quotaOf(ctx);
      quota?.admit("updates");
      const by = actorOf(ctx.state.principal, user);
      const place = { user, batch: id, expiresAt: batch.expiresAt };
      await services.records.exported(place, by, query.format);
      quota?.spend({ updates: 1 });
    }
    const around = { total: scoredFiles(batch), scoring: scoringOf(batch), position };
    const list = await ResultList.open(services, batch, query, BatchView.of(batch));
    return await resultsAnswer(list, query, { name: batch.id, ...around });
  },
});
