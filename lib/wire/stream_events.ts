import type { FileState } from "@/lib/wire/file_state.ts";
import type { Progress } from "@/lib/wire/progress.ts";
import { isRecord } from "@/lib/wire/record.ts";
import type { BatchEvent, ScoresEvent } from "@/lib/wire/review/batch_event.ts";
import type { DecisionEvent } from "@/lib/wire/review/decision.ts";

/** The events of a user's log. */
export const LOG_EVENTS = ["progress", "file", "decision", "batch", "scores"] as const;
export type LogEventName = typeof LOG_EVENTS[number];

/** The events whose id is the client's new position. */
export const POSITIONAL_EVENTS = ["connected", "reset", ...LOG_EVENTS] as const;

/** All events of a stream. */
export const STREAM_EVENTS = [...POSITIONAL_EVENTS, "keepalive", "closing"] as const;
export type StreamEventName = typeof STREAM_EVENTS[number];

/** The data of each event. */
export interface StreamEventData {
  connected: Connected;
  reset: Reset;
  progress: Progress;
  file: FileEvent;
  decision: DecisionEvent;
  batch: BatchEvent;
  scores: ScoresEvent;
  keepalive: Keepalive;
  closing: Closing;
}

/** The first event of a stream. */
export interface Connected {
  user_id: string;
  connection_id: string;
  /** A `keepalive` comes when nothing else has for so long. */
  keepalive_seconds: number;
  /** Whether the stream goes on after the id that the client brought. */
  resumed: boolean;
  progress: Progress | null;
}

/** Why a position can't be resumed from. */
export const RESET_REASONS = ["expired", "deleted", "unknown"] as const;
export type ResetReason = typeof RESET_REASONS[number];

/** The position can't be resumed from: what was shown is replaced by `progress`. */
export interface Reset {
  reason: ResetReason;
  progress: Progress | null;
}

/** One step of one file. */
export interface FileEvent {
  batch_id: string;
  run: number;
  file_id: string;
  /** The file that it was in, by its file_id; absent where it was given by itself. */
  parent?: string;
  name: string;
  state: FileState;
  /** Why it failed or was refused, for people. */
  reason?: string;
  /** Of a file that failed: whether another try may go better. */
  retryable?: boolean;
  /** 0 to 100, once it is done; absent of one that was unpacked. */
  score?: number;
  updated_at: string;
}

/**
 * Nothing has happened, and the stream lives. It has no id, but where a filter has left events out since
 * the last one: then theirs, so that the client needn't go over them again.
 */
export interface Keepalive {
  /** When it was sent, ISO 8601. */
  at: string;
}

/** Why the server ends a stream and says so: `expired` is a right that came with an end, `revoked` one taken away. */
export const CLOSING_REASONS = ["drain", "lifetime", "expired", "revoked"] as const;
export type ClosingReason = typeof CLOSING_REASONS[number];

/** The server ends the stream: the client is to come back after `retry_ms`. */
export interface Closing {
  retry_ms: number;
  /** Absent where the server could not go on, or would not with this client. */
  reason?: ClosingReason;
}

/** An event as the old WebSocket endpoint sends it; `id` is null where it moves no position. */
export interface SocketMessage<Name extends StreamEventName = StreamEventName> {
  event: Name;
  id: string | null;
  data: StreamEventData[Name];
}

/** Why a stream ends, and how its WebSocket is closed then (RFC 6455, section 7.4.1). */
export const CLOSE_CODES = {
  client: 1000,
  lifetime: 1001,
  stalled: 1001,
  drain: 1001,
  abuse: 1008,
  expired: 1008,
  revoked: 1008,
  error: 1011,
};
export type CloseReason = keyof typeof CLOSE_CODES;

/** Where a client says after which event it goes on. */
export const LAST_EVENT_ID = { header: "last-event-id", query: "last_event_id" } as const;

/** What else a stream takes in its query. */
export const STREAM_QUERY = {
  /** Where to begin, for who brings no last event id: one of {@linkcode STREAM_STARTS}, or an event's id. */
  from: "from",
  /** Log events of this batch only. */
  batchId: "batch_id",
  /** Log events of these names only, joined by commas. */
  events: "events",
} as const;

/** Places to begin at beside an event's id: the oldest event that is kept, and what comes next. */
export const STREAM_STARTS = ["earliest", "now"] as const;
export type StreamStart = typeof STREAM_STARTS[number];

/** The largest data of an event, in bytes: a KV value has 64 KiB, and a record is around it. */
export const MAX_EVENT_BYTES = 48 * 1024;

/** Reads an unknown value as a file event; null where it is none. */
export function asFileEvent(value: unknown): FileEvent | null {
  if (!isRecord(value) || typeof value.run !== "number") return null;
  const texts = [value.batch_id, value.file_id, value.state];
  return texts.every((text) => typeof text === "string") ? value as unknown as FileEvent : null;
}
