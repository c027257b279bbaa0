import { atCapacity, tooManyStreams } from "@/lib/http/problems.ts";
import type { Hub } from "@/lib/sse/hub.ts";
import { LAST_EVENT_ID } from "@/lib/wire/stream_events.ts";

/**
 * Where the client wants to go on: the header that an EventSource sends when it reconnects, else
 * in the query, which a new one needs.
 */
export function lastEventId(req: Request): string | null {
  const header = req.headers.get(LAST_EVENT_ID.header);
  if (header !== null || !req.url.includes("?")) return header;
  return new URL(req.url).searchParams.get(LAST_EVENT_ID.query);
}

/**
 * Lets another stream of the user open.
 *
 * @throws {Problem} 429 when the user has too many, 503 when this process has; none while draining,
 * for one 5xx would end a native EventSource for good
 */
export function admitStream(hub: Hub, user: string): void {
  if (hub.draining) return;
  const room = hub.room(user);
  if (room === "user_full") throw tooManyStreams(hub.maxStreamsPerUser);
  if (room === "full") throw atCapacity();
}
