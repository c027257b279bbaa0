import type { SocketSession, SocketState } from "@/lib/client/console/socket_session.ts";
import { countOf } from "@/lib/client/format.ts";
import { EventLog } from "@/lib/ui/console/EventLog.tsx";
import { Notice } from "@/lib/ui/parts/Notice.tsx";

/** The old WebSocket endpoint beside the stream. */
export function SocketTab({ socket, user }: { socket: SocketSession | null; user: string }) {
  const state = socket?.state.value ?? { kind: "idle" };
  const live = state.kind === "open" || state.kind === "connecting";
  return (
    <>
      <div class="section-head">
        <p role="status">{describe(state, socket?.received.value ?? 0)}</p>
        {live
          ? (
            <button type="button" class="button quiet" onClick={() => socket?.disconnect()}>
              Close WebSocket
            </button>
          )
          : (
            <button
              type="button"
              class="button"
              disabled={socket === null}
              onClick={() => socket?.connect(user)}
            >
              Open WebSocket
            </button>
          )}
      </div>
      {state.kind === "off" && (
        <Notice tone="hint">
          WebSockets are off on this server: it answered 404 <code>websockets-off</code>. Set{" "}
          <code>WEBSOCKETS=on</code> to try them.
        </Notice>
      )}
      {state.kind === "failed" && <Notice>{state.reason}</Notice>}
      <EventLog
        entries={socket?.messages.items.value ?? []}
        label="WebSocket messages, newest first"
        none="No messages yet"
      />
    </>
  );
}

function describe(state: SocketState, received: number): string {
  switch (state.kind) {
    case "idle":
      return "Not connected";
    case "connecting":
      return "Connecting";
    case "open":
      return `Open, ${countOf(received, "message")}`;
    case "off":
      return "Off";
    case "failed":
      return "Not opened";
    case "closed":
      return `Closed with ${state.code}${state.reason && `: ${state.reason}`}`;
  }
}
