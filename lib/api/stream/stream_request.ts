import { isStart, parseQuery, streamQuery } from "@/lib/api/queries.ts";
import type { Quota } from "@/lib/auth/quota.ts";
import { atCapacity, tooManyStreams } from "@/lib/http/problems.ts";
import { EventFilter, type Wanted } from "@/lib/sse/feed/event_filter.ts";
import type { Hub } from "@/lib/sse/hub.ts";
import { LAST_EVENT_ID, type StreamStart } from "@/lib/wire/stream_events.ts";

/** What a client asks of a stream. */
export interface StreamRequest {
  /** The event after which it goes on. */
  lastEventId: string | null;
  /** Where it begins without one. */
  start: StreamStart;
  filter: EventFilter | null;
}

/**
 * Where the client wants to begin, and what it wants to get. The header that an EventSource sends when
 * it reconnects goes before the query, which is still that of its first request; in this the last event
 * id, which a new EventSource needs, goes before `from`.
 *
 * @throws {ZodError} a value that can't be used
 */
export function readStreamRequest(
  req: Request,
  fixed: Pick<Wanted, "batch" | "view"> = {},
): StreamRequest {
  const header = req.headers.get(LAST_EVENT_ID.header);
  // Most have none, and thousands may come at once.
  if (!req.url.includes("?")) {
    return { lastEventId: header, start: "now", filter: filterOf(fixed) };
  }
  const query = parseQuery(streamQuery, new URL(req.url));
  const { from, batch_id: batch, events } = query;
  const named = isStart(from);
  return {
    lastEventId: (header ?? query[LAST_EVENT_ID.query]) || (named ? null : from),
    start: named ? from : "now",
    filter: filterOf({ batch, events, ...fixed }),
  };
}

function filterOf(wanted: Wanted): EventFilter | null {
  const { batch, events, view } = wanted;
  return batch === undefined && !events && !view ? null : new EventFilter(wanted);
}

/**
 * Lets another stream of the account, which is a user or a share, open. What is returned gives its room
 * in the quota back.
 *
 * @throws {Problem} 429 when the user or the network has too many, 503 when this process has; none while
 * draining, for one 5xx would end a native EventSource for good
 */
export function admitStream(hub: Hub, account: string, quota: Quota | null): () => void {
  if (hub.draining) return () => {};
  const room = hub.room(account);
  if (room === "user_full") throw tooManyStreams(hub.maxStreamsPerUser);
  if (room === "full") throw atCapacity();
  return quota?.enter("streams") ?? (() => {});
}
