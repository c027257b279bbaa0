import { batchView } from "@/lib/api/answers/batch_view.ts";
import { define } from "@/lib/api/define.ts";
import { json } from "@/lib/http/json.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";

/** Starts a new run of an ended batch with one file alone, which failed or was cancelled. */
export const handler = define.handlers({
  async POST(ctx) {
    const user = queryUser(ctx.state.principal, ctx.url, "write");
    const id = parseRecordId(ctx.params.id, "batch");
    const file = parseRecordId(ctx.params.file, "file");
    const { backlog, operations } = ctx.state.services;
    await backlog.admit(user);
    return json(batchView(await operations.retryFile(user, id, file)));
  },
});
