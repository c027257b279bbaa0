import type { ConnectionState } from "@/lib/client/stream/connection_state.ts";
import { Countdown } from "@/lib/ui/parts/Countdown.tsx";

/** Where the event stream stands, in a word and a dot. */
export function ConnectionBadge({ state }: { state: ConnectionState }) {
  return (
    <span class="badge connection" data-state={state.kind}>
      <span class="dot" aria-hidden="true" />
      {state.kind === "waiting"
        ? (
          <span>
            Reconnecting in <Countdown ms={state.retryInMs} of={state} />
          </span>
        )
        : describeConnection(state)}
    </span>
  );
}

/** The state of a connection in words. */
export function describeConnection(state: ConnectionState): string {
  switch (state.kind) {
    case "idle":
      return "Not connected";
    case "connecting":
      return state.attempt === 0 ? "Connecting" : `Connecting, try ${state.attempt + 1}`;
    case "open":
      return state.resumed ? "Live, resumed" : "Live";
    case "waiting":
      return `Reconnecting in ${Math.ceil(state.retryInMs / 1_000)} s`;
    case "offline":
      return "No network";
    case "refused":
      return "Refused";
  }
}
