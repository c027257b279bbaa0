import { z } from "zod";
import { atCapacity, tooManyStreams } from "@/lib/http/problems.ts";
import { recordId } from "@/lib/http/record_id.ts";
import { EventFilter } from "@/lib/sse/feed/event_filter.ts";
import type { Hub } from "@/lib/sse/hub.ts";
import { parsePosition } from "@/lib/wire/position.ts";
import {
  LAST_EVENT_ID,
  LOG_EVENTS,
  STREAM_QUERY,
  STREAM_STARTS,
  type StreamStart,
} from "@/lib/wire/stream_events.ts";

/** What a client asks of a stream. */
export interface StreamRequest {
  /** The event after which it goes on. */
  lastEventId: string | null;
  /** Where it begins without one. */
  start: StreamStart;
  filter: EventFilter | null;
}

const STARTS: readonly string[] = STREAM_STARTS;

const query = z.object({
  [STREAM_QUERY.from]: z.string()
    .refine((from) => STARTS.includes(from) || parsePosition(from) !== null, {
      error: 'takes "earliest", "now" or the id of an event',
    })
    .default("now"),
  [STREAM_QUERY.batchId]: recordId.optional(),
  [STREAM_QUERY.events]: z.string()
    .transform((names) => names.split(","))
    .pipe(z.array(z.enum(LOG_EVENTS)))
    .optional(),
});

/**
 * Where the client wants to begin, and what it wants to get. The header that an EventSource sends when
 * it reconnects goes before the query, which is still that of its first request; in this the last event
 * id, which a new EventSource needs, goes before `from`.
 *
 * @throws {ZodError} a value that can't be used
 */
export function readStreamRequest(req: Request): StreamRequest {
  const header = req.headers.get(LAST_EVENT_ID.header);
  // Most have none, and thousands may come at once.
  if (!req.url.includes("?")) return { lastEventId: header, start: "now", filter: null };
  const { searchParams } = new URL(req.url);
  const { from, batch_id: batch, events } = query.parse(Object.fromEntries(searchParams));
  const start = STREAM_STARTS.find((start) => start === from);
  return {
    lastEventId: (header ?? searchParams.get(LAST_EVENT_ID.query)) || (start ? null : from),
    start: start ?? "now",
    filter: batch === undefined && !events ? null : new EventFilter({ batch, events }),
  };
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
