import { resolveUser } from "@/lib/auth/authorize.ts";
import { define } from "@/lib/http/define.ts";
import { admitStream, lastEventId } from "@/lib/http/stream_request.ts";
import { EventStream } from "@/lib/sse/event_stream.ts";

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store, no-transform",
  // nginx would gather the answer before it sends any of it.
  "x-accel-buffering": "no",
};

/** The event stream of a user. */
export const handler = define.handlers({
  GET(ctx) {
    const user = resolveUser(ctx.state.principal, ctx.params.user_id, "read");
    const { hub } = ctx.state.services;
    admitStream(hub, user);
    const body = new EventStream(hub, user).open(lastEventId(ctx.req, ctx.url));
    return new Response(body, { headers: HEADERS });
  },
});
