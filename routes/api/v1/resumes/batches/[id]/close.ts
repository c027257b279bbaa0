import { batchView } from "@/lib/api/answers/batch_view.ts";
import { actorOf } from "@/lib/api/actor_of.ts";
import { define } from "@/lib/api/define.ts";
import { json } from "@/lib/http/json.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import { closerOf } from "@/lib/api/upload/upload_sender.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";

/** No more files will come. */
export const handler = define.handlers({
  async POST(ctx) {
    const user = queryUser(ctx.state.principal, ctx.url, "write");
    const id = parseRecordId(ctx.params.id, "batch");
    const by = { ...closerOf(ctx.req, ctx.url), actor: actorOf(ctx.state.principal, user) };
    return json(batchView(await ctx.state.services.operations.close(user, id, by)));
  },
});
