import { requireScope } from "@/lib/auth/authorize.ts";
import { batchView } from "@/lib/api/answers/batch_view.ts";
import { define } from "@/lib/api/define.ts";
import { json } from "@/lib/http/json.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";

/** Starts a new run of a batch with the one file whose job was given up; for operators. */
export const handler = define.handlers({
  async POST(ctx) {
    requireScope(ctx.state.principal, "admin");
    const user = queryUser(ctx.state.principal, ctx.url, "admin");
    const id = parseRecordId(ctx.params.id, "job");
    const batch = await ctx.state.services.operations.retryDead(user, id);
    return json(batchView(batch), { status: 202 });
  },
});
