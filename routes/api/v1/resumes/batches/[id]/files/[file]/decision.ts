import { actorOf } from "@/lib/api/actor_of.ts";
import { seenFile } from "@/lib/api/answers/stored_file.ts";
import { define } from "@/lib/api/define.ts";
import { putDecision } from "@/lib/api/decisions/put_decision.ts";
import { quotaOf } from "@/lib/api/quota_of.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";

/** Decides about a file. */
export const handler = define.handlers({
  async PUT(ctx) {
    const { principal, services } = ctx.state;
    const user = queryUser(principal, ctx.url, "write");
    const batch = parseRecordId(ctx.params.id, "batch");
    const id = parseRecordId(ctx.params.file, "file");
    const by = actorOf(principal, user);
    const { file, view } = await seenFile(services, user, batch, id);
    return await putDecision(
      ctx.req,
      { user, batch, file: id, by, quota: quotaOf(ctx) },
      services,
      async (decision) =>
        view.decision(decision, file.name, await services.batches.result(user, batch, id)),
    );
  },
});
