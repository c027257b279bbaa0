import { ResultList } from "@/lib/api/answers/result_list.ts";
import { resultsAnswer } from "@/lib/api/answers/results_answer.ts";
import { define } from "@/lib/api/define.ts";
import { shareQuota } from "@/lib/api/quota_of.ts";
import { parseQuery, resultsQuery } from "@/lib/api/queries.ts";
import { shareOf } from "@/lib/api/shared/share_access.ts";
import { scoredFiles, scoringOf } from "@/lib/batches/batch.ts";
import { BatchNotFoundError } from "@/lib/batches/batch_errors.ts";
import { deciderOf } from "@/lib/shares/share.ts";
import { ShareView } from "@/lib/shares/share_view.ts";

/** The results of the batch that a link shows. */
export const handler = define.handlers({
  async GET(ctx) {
    const share = await shareOf(ctx);
    const { services } = ctx.state;
    const query = parseQuery(resultsQuery, ctx.url);
    const position = await services.log.position(share.user); // Before the rows, so that what comes meanwhile comes again.
    const batch = await services.batches.get(share.user, share.batch);
    if (!batch) throw new BatchNotFoundError(share.batch);
    if (query.format && ctx.req.method !== "HEAD") {
      const quota = shareQuota(services, share.id, ctx.req, ctx.info.remoteAddr);
      quota?.admit("updates");
      const place = { user: share.user, batch: share.batch, expiresAt: batch.expiresAt };
      await services.records.exported(place, deciderOf(share), query.format);
      quota?.spend({ updates: 1 });
    }
    const around = { total: scoredFiles(batch), scoring: scoringOf(batch), position };
    const list = await ResultList.open(services, batch, query, new ShareView(share));
    return await resultsAnswer(list, query, { name: batch.id, ...around });
  },
});
