import { resolveUser } from "@/lib/auth/authorize.ts";
import type { Principal } from "@/lib/auth/principal.ts";
import { admitStream, lastEventId } from "@/lib/api/stream_request.ts";
import { EventStream } from "@/lib/sse/event_stream.ts";
import type { Hub } from "@/lib/sse/hub.ts";

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store, no-transform",
  // nginx would gather the answer before it sends any of it.
  "x-accel-buffering": "no",
};

/** Opens the stream of `requested`, a user_id or "me". Throws problems: 400, 403, 429, 503. */
export function openEventStream(
  hub: Hub,
  principal: Principal,
  requested: string,
  req: Request,
): Response {
  const user = resolveUser(principal, requested, "read");
  admitStream(hub, user);
  return new Response(new EventStream(hub, user).open(lastEventId(req)), { headers: HEADERS });
}
