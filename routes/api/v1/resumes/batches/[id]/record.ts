import { actorOf } from "@/lib/api/actor_of.ts";
import { define } from "@/lib/api/define.ts";
import { recordAnswer } from "@/lib/api/answers/record_answer.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";

/** The record of a batch; it may be kept for longer than the batch. */
export const handler = define.handlers({
  async GET(ctx) {
    const { principal, services } = ctx.state;
    const user = queryUser(principal, ctx.url, "read");
    const batch = parseRecordId(ctx.params.id, "batch");
    const by = ctx.req.method === "HEAD" ? null : actorOf(principal, user);
    return await recordAnswer({ user, batch, by }, services);
  },
});
