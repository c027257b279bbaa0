import { actorOf } from "@/lib/api/actor_of.ts";
import { define } from "@/lib/api/define.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import { json } from "@/lib/http/json.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";
import { shareView } from "@/lib/shares/share.ts";
import type { ShareSummary } from "@/lib/wire/review/share.ts";

/** Ends a link, with the streams that are open by it. */
export const handler = define.handlers({
  async DELETE(ctx) {
    const user = queryUser(ctx.state.principal, ctx.url, "write");
    const batch = parseRecordId(ctx.params.id, "batch");
    const id = parseRecordId(ctx.params.share, "share");
    const { shares, security } = ctx.state.services;
    const by = actorOf(ctx.state.principal, user);
    const share = await shares.revoke(user, batch, id, by);
    security.shareRevoked(share);
    return json<ShareSummary>(shareView(share));
  },
});
