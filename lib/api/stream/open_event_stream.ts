import { resolveUser } from "@/lib/auth/authorize.ts";
import type { Quota } from "@/lib/auth/quota.ts";
import type { Principal } from "@/lib/auth/principal.ts";
import {
  admitStream,
  readStreamRequest,
  type StreamRequest,
} from "@/lib/api/stream/stream_request.ts";
import { acceptsGzip } from "@/lib/http/compress.ts";
import { EventStream } from "@/lib/sse/event_stream.ts";
import type { Hub } from "@/lib/sse/hub.ts";

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store, no-transform",
  // nginx would gather the answer before it sends any of it.
  "x-accel-buffering": "no",
  vary: "accept-encoding",
};
const GZIP_HEADERS = { ...HEADERS, "content-encoding": "gzip" };

/**
 * Opens the stream of `requested`, a user_id or "me".
 * @throws {Problem} 400, 403, 429 or 503
 * @throws {ZodError} a value of the query can't be used
 */
export function openEventStream(
  hub: Hub,
  principal: Principal,
  requested: string,
  req: Request,
  { peer, quota }: { peer: Deno.Addr; quota: Quota | null },
): Response {
  const { user, asked, leave: onEnd } = admitted(hub, principal, requested, req, quota);
  const { expiresAt } = principal;
  const { filter } = asked;
  const { gzip, headers } = encodingOf(req);
  const stream = new EventStream(hub, user, { peer, expiresAt, filter, gzip, onEnd });
  return new Response(stream.open(asked.lastEventId, asked.start), { headers });
}

/** How a stream is sent to who asks for it by `req`. */
export function encodingOf(req: Request): { gzip: boolean; headers: HeadersInit } {
  const gzip = acceptsGzip(req.headers.get("accept-encoding"));
  return { gzip, headers: gzip ? GZIP_HEADERS : HEADERS };
}

/**
 * What a HEAD gets: the head of that answer, and no stream. Fresh would answer it by a GET whose body
 * nobody reads or cancels, and 64 of those lock a user out.
 */
export function headOfEventStream(
  hub: Hub,
  principal: Principal,
  requested: string,
  req: Request,
  quota: Quota | null,
): Response {
  admitted(hub, principal, requested, req, quota).leave();
  return new Response(null, { headers: encodingOf(req).headers });
}

function admitted(
  hub: Hub,
  principal: Principal,
  requested: string,
  req: Request,
  quota: Quota | null,
): { user: string; asked: StreamRequest; leave: () => void } {
  const user = resolveUser(principal, requested, "read");
  const asked = readStreamRequest(req);
  return { user, asked, leave: admitStream(hub, user, quota) };
}
