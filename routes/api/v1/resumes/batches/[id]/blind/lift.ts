import { actorOf } from "@/lib/api/actor_of.ts";
import { batchView } from "@/lib/api/answers/batch_view.ts";
import { define } from "@/lib/api/define.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import { json } from "@/lib/http/json.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";
import type { BatchSummary } from "@/lib/wire/batch.ts";

/** Has a blind batch shown as it is, for good. */
export const handler = define.handlers({
  async POST(ctx) {
    const { principal, services } = ctx.state;
    const user = queryUser(principal, ctx.url, "write");
    const id = parseRecordId(ctx.params.id, "batch");
    const by = actorOf(principal, user);
    return json<BatchSummary>(batchView(await services.operations.liftBlind(user, id, by)));
  },
});
