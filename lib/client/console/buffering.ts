import { formatMs } from "@/lib/client/format.ts";
import type { StreamTiming } from "@/lib/client/console/raw_stream.ts";

/** What can be said of whether something in between gathers the stream. */
export interface BufferingVerdict {
  /** `unknown` as long as there is too little to go by. */
  kind: "unknown" | "direct" | "buffered";
  text: string;
}

/**
 * What is longer than this, in ms, was held: a stream's first bytes and events leave at once, and a
 * proxy that gathers them waits for kilobytes or the next keepalive.
 */
const HELD_MS = 2_000;

/**
 * Judges by the first byte against the first event, and by how long an update sent from here took
 * last (`latencyMs`, null for none). `now` is in ms since 1970.
 */
export function judgeBuffering(
  timing: StreamTiming | null,
  latencyMs: number | null,
  now: number,
): BufferingVerdict {
  if (timing === null) return { kind: "unknown", text: "Not known before a stream is open" };
  const { askedAt, firstByteAt, firstEventAt, encoding } = timing;
  const packed = encoding ? `, compressed on the way (${encoding})` : "";
  const held = (text: string): BufferingVerdict => ({ kind: "buffered", text: text + packed });
  if (firstByteAt === null) {
    const waited = now - askedAt;
    if (waited < HELD_MS) return { kind: "unknown", text: "Waiting for the first byte" };
    return held(`Held back: no byte in ${formatMs(waited)}`);
  }
  const first = `first byte after ${formatMs(firstByteAt - askedAt)}`;
  if (firstEventAt === null) {
    const waited = now - firstByteAt;
    if (waited < HELD_MS) return { kind: "unknown", text: "Waiting for the first event" };
    return held(`Held back: ${first}, but no event in the ${formatMs(waited)} since`);
  }
  const gap = firstEventAt - firstByteAt;
  if (gap >= HELD_MS) return held(`Held back: ${first}, first event ${formatMs(gap)} later`);
  if (firstByteAt - askedAt >= HELD_MS) return held(`Held back, or slow to open: ${first}`);
  if (latencyMs !== null && latencyMs >= HELD_MS) {
    return held(`Held back: your last update took ${formatMs(latencyMs)}`);
  }
  const text = `Not buffered: ${first}, first event ${formatMs(gap)} later${packed}`;
  return { kind: "direct", text };
}
