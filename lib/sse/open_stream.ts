import type { CloseReason } from "@/lib/wire/stream_events.ts";

/** An open stream or WebSocket, as the hub sees it. */
export interface OpenStream {
  readonly transport: "sse" | "ws";
  /** Called about each second with `performance.now()`. */
  tick(now: number): void;
  /** Says goodbye and ends. */
  close(reason: CloseReason, retryMs: number): void;
}
