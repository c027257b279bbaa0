import type { LogEvent } from "@/lib/progress/log.ts";
import { formatPosition } from "@/lib/wire/position.ts";
import type { LogEventName, StreamEventData, StreamEventName } from "@/lib/wire/stream_events.ts";

/** One event of a log, encoded once for all streams of a process. */
export interface Frame {
  seq: number;
  type: LogEventName;
  /** As it goes out in an event stream; joined once, with those that leave together. */
  parts: readonly Uint8Array[];
  /** Bytes of its parts. */
  size: number;
  /** Commit time in milliseconds since 1970. */
  at: number;
  /** As it goes out on a WebSocket. */
  text(): string;
  /** Id of the batch that it tells of; null where it tells of none. */
  batch(): string | null;
  /** The same event, at the same place, with its data as `show` makes it. */
  shown(show: (data: Record<string, unknown>) => unknown): Frame;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const END = encoder.encode("\n\n");

/**
 * An event in the format of the HTML standard, section 9.2.6. The data is JSON, in which every line
 * break is escaped, so one `data:` line holds it.
 */
export function frameOf(epoch: string, event: LogEvent): Frame {
  const id = formatPosition({ epoch, seq: event.seq });
  const start = encoder.encode(`id: ${id}\nevent: ${event.type}\ndata: `);
  let text: string | undefined;
  let batch: string | null | undefined;
  return {
    seq: event.seq,
    type: event.type,
    parts: [start, event.data, END],
    size: start.length + event.data.length + END.length,
    at: event.at,
    text: () => text ??= messageText(event.type, id, decoder.decode(event.data)),
    batch: () => {
      if (batch === undefined) batch = JSON.parse(decoder.decode(event.data)).batch_id ?? null;
      return batch!;
    },
    shown: (show) => {
      const data = encoder.encode(JSON.stringify(show(JSON.parse(decoder.decode(event.data)))));
      return frameOf(epoch, { ...event, data });
    },
  };
}

/** A message of the old WebSocket endpoint; `json` is the data as JSON text. */
export function messageText(event: StreamEventName, id: string | null, json: string): string {
  return `{"event":"${event}","id":${JSON.stringify(id)},"data":${json}}`;
}

/** An event that is no part of the log; with an `id` it moves the client's position. */
export function eventText<Name extends StreamEventName>(
  event: Name,
  id: string | null,
  data: StreamEventData[Name],
): string {
  const idLine = id === null ? "" : `id: ${id}\n`;
  return `${idLine}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Sets the client's waiting time before it reconnects, in milliseconds. */
export function retryText(milliseconds: number): string {
  return `retry: ${Math.round(milliseconds)}\n\n`;
}
