import { actorOf } from "@/lib/api/actor_of.ts";
import { define } from "@/lib/api/define.ts";
import { putDecision } from "@/lib/api/answers/put_decision.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";

/** Decides about a file. */
export const handler = define.handlers({
  PUT(ctx) {
    const { principal, services } = ctx.state;
    const user = queryUser(principal, ctx.url, "write");
    const batch = parseRecordId(ctx.params.id, "batch");
    const file = parseRecordId(ctx.params.file, "file");
    const by = actorOf(principal, user);
    return putDecision(ctx.req, { user, batch, file, by }, services);
  },
});
