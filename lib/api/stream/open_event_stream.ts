import { resolveUser } from "@/lib/auth/authorize.ts";
import type { Principal } from "@/lib/auth/principal.ts";
import { admitStream, lastEventId } from "@/lib/api/stream/stream_request.ts";
import { EventStream } from "@/lib/sse/event_stream.ts";
import type { Hub } from "@/lib/sse/hub.ts";

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store, no-transform",
  // nginx would gather the answer before it sends any of it.
  "x-accel-buffering": "no",
};

/**
 * Opens the stream of `requested`, a user_id or "me".
 * @throws {Problem} 400, 403, 429 or 503
 */
export function openEventStream(
  hub: Hub,
  principal: Principal,
  requested: string,
  req: Request,
  peer: Deno.Addr,
): Response {
  const user = admitted(hub, principal, requested);
  const stream = new EventStream(hub, user, { peer, expiresAt: principal.expiresAt });
  return new Response(stream.open(lastEventId(req)), { headers: HEADERS });
}

/**
 * What a HEAD gets: the head of that answer, and no stream. Fresh would answer it by a GET whose body
 * nobody reads or cancels, and 64 of those lock a user out.
 */
export function headOfEventStream(hub: Hub, principal: Principal, requested: string): Response {
  admitted(hub, principal, requested);
  return new Response(null, { headers: HEADERS });
}

function admitted(hub: Hub, principal: Principal, requested: string): string {
  const user = resolveUser(principal, requested, "read");
  admitStream(hub, user);
  return user;
}
