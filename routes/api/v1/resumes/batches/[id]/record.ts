import { actorOf } from "@/lib/api/actor_of.ts";
import { define } from "@/lib/api/define.ts";
import { recordAnswer } from "@/lib/api/answers/record_answer.ts";
import { quotaOf } from "@/lib/api/quota_of.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";

/** The record of a batch; it may be kept for longer than the batch. */
export const handler = define.handlers({
  async GET(ctx) {
    const { principal, services } = ctx.state;
    const user = queryUser(principal, ctx.url, "read");
    const batch = parseRecordId(ctx.params.id, "batch");
    if (ctx.req.method === "HEAD") return await recordAnswer({ user, batch, by: null }, services);
    const quota = quotaOf(ctx);
    quota?.admit("updates");
    const by = actorOf(principal, user);
    const answer = await recordAnswer({ user, batch, by }, services);
    quota?.spend({ updates: 1 });
    return answer;
  },
});
