import { define } from "@/lib/api/define.ts";
import { shareOf } from "@/lib/api/shared/share_access.ts";
import { headOfSharedStream, openSharedStream } from "@/lib/api/shared/shared_stream.ts";
import { shareQuota } from "@/lib/api/quota_of.ts";

/** The event stream of the batch that a link shows. */
export const handler = define.handlers({
  async GET(ctx) {
    const share = await shareOf(ctx);
    const { req, info: { remoteAddr: peer }, state: { services } } = ctx;
    const quota = shareQuota(services, share.id, req, peer);
    return openSharedStream(share, req, { peer, quota }, services);
  },

  async HEAD(ctx) {
    const share = await shareOf(ctx);
    const { req, info: { remoteAddr: peer }, state: { services } } = ctx;
    const quota = shareQuota(services, share.id, req, peer);
    return headOfSharedStream(services.hub, share, req, quota);
  },
});
