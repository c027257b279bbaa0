import { actorOf } from "@/lib/api/actor_of.ts";
import { define } from "@/lib/api/define.ts";
import { queryUser } from "@/lib/api/query_user.ts";
import { isHttps } from "@/lib/auth/session.ts";
import { json } from "@/lib/http/json.ts";
import { readJson } from "@/lib/http/json_body.ts";
import { parseRecordId } from "@/lib/http/record_id.ts";
import { shareView } from "@/lib/shares/share.ts";
import { shareRequest } from "@/lib/shares/share_input.ts";
import {
  MAX_SHARE_BYTES,
  type NewShare,
  SHARE_PAGE_PATH,
  type ShareList,
} from "@/lib/wire/review/share.ts";

export const handler = define.handlers({
  /** The links to a batch. */
  async GET(ctx) {
    const user = queryUser(ctx.state.principal, ctx.url, "read");
    const batch = parseRecordId(ctx.params.id, "batch");
    const shares = await ctx.state.services.shares.list(user, batch);
    return json<ShareList>({ shares: shares.map(shareView) });
  },

  /** Makes a link; its address is told this once. */
  async POST(ctx) {
    const user = queryUser(ctx.state.principal, ctx.url, "write");
    const batch = parseRecordId(ctx.params.id, "batch");
    const request = shareRequest.parse(await readJson(ctx.req, { maxBytes: MAX_SHARE_BYTES }));
    const by = actorOf(ctx.state.principal, user);
    const { share, token } = await ctx.state.services.shares.create(user, batch, request, by);
    ctx.state.services.security.shareMade(share);
    const scheme = isHttps(ctx.req) ? "https" : "http";
    const url = `${scheme}://${ctx.url.host}${SHARE_PAGE_PATH}${token}`;
    return json<NewShare>({ ...shareView(share), url }, { status: 201 });
  },
});
