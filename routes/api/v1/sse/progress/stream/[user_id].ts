import { define } from "@/lib/api/define.ts";
import { quotaOf } from "@/lib/api/quota_of.ts";
import { headOfEventStream, openEventStream } from "@/lib/api/stream/open_event_stream.ts";

/** The event stream of a user. */
export const handler = define.handlers({
  GET(ctx) {
    const { req, params, state: { principal, services } } = ctx;
    const from = { peer: ctx.info.remoteAddr, quota: quotaOf(ctx) };
    return openEventStream(services.hub, principal, params.user_id, req, from);
  },
  HEAD(ctx) {
    const { req, params, state: { principal, services } } = ctx;
    return headOfEventStream(services.hub, principal, params.user_id, req, quotaOf(ctx));
  },
});
