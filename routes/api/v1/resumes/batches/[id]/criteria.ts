import { actorOf } from "@/lib/api/actor_of.ts";
import { batchCriteria } from "@/lib/api/answers/batch_criteria.ts";
import { putCriteria } from "@/lib/api/answers/put_criteria.ts";
import { define } from "@/lib/api/define.ts";
import { criteriaQuery, parseQuery } from "@/lib/api/queries.ts";
import { quotaOf } from "@/lib/api/quota_of.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import { etagOf } from "@/lib/http/etag.ts";
import { json } from "@/lib/http/json.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";

/** By what the resumes of a batch are scored. */
export const handler = define.handlers({
  async GET(ctx) {
    const user = queryUser(ctx.state.principal, ctx.url, "read");
    const batch = parseRecordId(ctx.params.id, "batch");
    const { version } = parseQuery(criteriaQuery, ctx.url);
    const { signal } = ctx.req;
    const criteria = await batchCriteria({ user, batch, version, signal }, ctx.state.services);
    return json(criteria, { headers: { etag: etagOf(criteria.version) } });
  },

  PUT(ctx) {
    const user = queryUser(ctx.state.principal, ctx.url, "write");
    const batch = parseRecordId(ctx.params.id, "batch");
    const by = actorOf(ctx.state.principal, user);
    return putCriteria(ctx.req, { user, batch, by, quota: quotaOf(ctx) }, ctx.state.services);
  },
});
