import type { Cursor } from "@/lib/sse/feed/cursor.ts";
import type { Progress } from "@/lib/wire/progress.ts";
import {
  type CloseReason,
  type Closing,
  CLOSING_REASONS,
  type Connected,
} from "@/lib/wire/stream_events.ts";

/**
 * The data of `event: connected`. Its id is where the stream goes on from: the present, or the id
 * that the client resumed from, so that whoever breaks off right after it misses nothing.
 */
export function greeting(
  { user, progress }: { user: string; progress: Progress | null },
  cursor: Cursor,
  keepaliveSeconds: number,
): Connected {
  return {
    user_id: user,
    connection_id: crypto.randomUUID(),
    keepalive_seconds: keepaliveSeconds,
    resumed: cursor.resumed,
    progress,
  };
}

/** The data of `event: closing`. */
export function goodbye(reason: CloseReason, retryMs: number): Closing {
  const told = CLOSING_REASONS.find((one) => one === reason);
  return { retry_ms: Math.round(retryMs), ...told && { reason: told } };
}
