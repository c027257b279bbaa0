import type { Keepalive } from "@/lib/sse/keepalive.ts";
import type { CloseReason } from "@/lib/wire/stream_events.ts";

/** An open stream or WebSocket, as the hub sees it. */
export interface OpenStream {
  readonly transport: "sse" | "ws";
  /** Called about each second with `performance.now()`; `keepalive` is what it sends if it is silent. */
  tick(now: number, keepalive: Keepalive): void;
  /** Says goodbye and ends. */
  close(reason: CloseReason, retryMs: number): void;
}
