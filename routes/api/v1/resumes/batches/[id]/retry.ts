import { batchView } from "@/lib/api/answers/batch_view.ts";
import { define } from "@/lib/api/define.ts";
import { json } from "@/lib/http/json.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";

/** Starts a new run with the files that failed or were cancelled. */
export const handler = define.handlers({
  async POST(ctx) {
    const user = queryUser(ctx.state.principal, ctx.url, "write");
    const id = parseRecordId(ctx.params.id, "batch");
    const { backlog, operations } = ctx.state.services;
    await backlog.admit(user);
    return json(batchView(await operations.retry(user, id)));
  },
});
