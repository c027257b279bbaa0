import { actorOf } from "@/lib/api/actor_of.ts";
import { seenDecisions } from "@/lib/api/decisions/seen_decisions.ts";
import { define } from "@/lib/api/define.ts";
import { quotaOf } from "@/lib/api/quota_of.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import { jsonSize, readStoredJson } from "@/lib/api/stored_json.ts";
import { BatchView } from "@/lib/batches/blind/batch_view.ts";
import { bulkDecision } from "@/lib/decisions/decision_input.ts";
import { json } from "@/lib/http/json.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";
import { type BulkDecisionAnswer, MAX_DECISION_BYTES } from "@/lib/wire/review/decision.ts";

/** Decides the same about many files. */
export const handler = define.handlers({
  async POST(ctx) {
    const { principal, services } = ctx.state;
    const user = queryUser(principal, ctx.url, "write");
    const batch = parseRecordId(ctx.params.id, "batch");
    const quota = quotaOf(ctx);
    const body = await readStoredJson(ctx.req, quota, { maxBytes: MAX_DECISION_BYTES });
    const { files, ...update } = bulkDecision.parse(body);
    const by = actorOf(principal, user);
    const ids = [...new Set(files)];
    // One was counted with the request, and its words with the body.
    const more = ids.length - 1;
    quota?.spend({ changes: more, bytes: more * jsonSize(update) });
    const decided = await services.decisions.putMany(user, batch, ids, { update, by });
    const view = BatchView.of(await services.batches.get(user, batch) ?? {});
    return json<BulkDecisionAnswer>({
      decisions: await seenDecisions({ user, batch, decided }, view, services),
    });
  },
});
