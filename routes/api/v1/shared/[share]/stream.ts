import { define } from "@/lib/api/define.ts";
import { shareOf } from "@/lib/api/shared/share_access.ts";
import { openSharedStream } from "@/lib/api/shared/shared_stream.ts";
import { shareQuota } from "@/lib/api/quota_of.ts";
import { encodingOf } from "@/lib/api/stream/open_event_stream.ts";

/** The event stream of the batch that a link shows. */
export const handler = define.handlers({
  async GET(ctx) {
    const share = await shareOf(ctx);
    const { req, info: { remoteAddr: peer }, state: { services } } = ctx;
    const quota = shareQuota(services, share.id, req, peer);
    return openSharedStream(share, req, { peer, quota }, services);
  },

  /** What a HEAD gets: the head of that answer, and no stream. */
  async HEAD(ctx) {
    await shareOf(ctx);
    return new Response(null, { headers: encodingOf(ctx.req).headers });
  },
});
