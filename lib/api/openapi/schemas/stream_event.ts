import { z } from "zod";
import { exactly } from "@/lib/api/openapi/exactly.ts";
import { progress } from "@/lib/api/openapi/schemas/progress.ts";
import { count, score, time, userId } from "@/lib/api/openapi/schemas/scalars.ts";
import { recordId } from "@/lib/http/record_id.ts";
import { BATCH_CHANGES, type BatchEvent, type ScoresEvent } from "@/lib/wire/review/batch_event.ts";
import { type DecisionEvent, DECISIONS } from "@/lib/wire/review/decision.ts";
import { FILE_STATES } from "@/lib/wire/file_state.ts";
import {
  type Closing,
  CLOSING_REASONS,
  type Connected,
  type FileEvent,
  type Keepalive,
  type Reset,
  RESET_REASONS,
  type SocketMessage,
  type StreamEventData,
  type StreamEventName,
} from "@/lib/wire/stream_events.ts";

export const connected = exactly<Connected>()(z.object({
  user_id: userId,
  connection_id: z.uuid(),
  keepalive_seconds: z.number().describe("A keepalive comes when nothing else has for so long"),
  resumed: z.boolean().describe("Whether the stream goes on after the id that the client brought"),
  progress: progress.nullable(),
}));

export const reset = exactly<Reset>()(z.object({
  reason: z.enum(RESET_REASONS),
  progress: progress.nullable().describe("Replaces what was shown"),
}));

export const fileEvent = exactly<FileEvent>()(z.object({
  batch_id: recordId,
  run: z.int().min(1),
  file_id: recordId,
  parent: recordId.optional().describe("The file that it was in"),
  name: z.string(),
  state: z.enum(FILE_STATES),
  reason: z.string().optional().describe("Why it failed or was refused, for people"),
  retryable: z.boolean().optional().describe(
    "Of one that failed: whether another try may go better",
  ),
  score: score.optional().describe("Once it is done; absent of one that was unpacked"),
  updated_at: time,
}));

export const decisionEvent = exactly<DecisionEvent>()(z.object({
  batch_id: recordId,
  file_id: recordId,
  decision: z.enum(DECISIONS).nullable().describe("Null where an earlier one was taken back"),
  by: z.string(),
  at: time,
}));

export const batchEvent = exactly<BatchEvent>()(z.object({
  batch_id: recordId,
  change: z.enum(BATCH_CHANGES),
}));

export const scoresEvent = exactly<ScoresEvent>()(z.object({
  batch_id: recordId,
  criteria_version: count,
  scored: count.describe("Files that have their new score"),
  total: count,
}));

export const closing = exactly<Closing>()(z.object({
  retry_ms: count.describe("Come back after that"),
  reason: z.enum(CLOSING_REASONS).optional(),
}));

export const keepalive = exactly<Keepalive>()(z.object({ at: time }));

/** The schema of each event's data. */
export const streamEvents = {
  connected,
  reset,
  progress,
  file: fileEvent,
  decision: decisionEvent,
  batch: batchEvent,
  scores: scoresEvent,
  keepalive,
  closing,
} satisfies {
  [Name in StreamEventName]: z.ZodType<unknown, StreamEventData[Name]>;
};

/** Each event as a frame of the WebSocket endpoint. */
export const socketMessage = z.union(
  Object.entries(streamEvents).map(([event, data]) =>
    z.object(
      {
        event: z.literal(event),
        id: z.string().nullable().describe("Null where it moves no position"),
        data,
      } satisfies Record<keyof SocketMessage, z.ZodType>,
    )
  ),
);
