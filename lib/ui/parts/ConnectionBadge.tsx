import type { ConnectionState } from "@/lib/client/stream/connection_state.ts";
import { Countdown } from "@/lib/ui/parts/Countdown.tsx";
import { SecondsAgo } from "@/lib/ui/parts/SecondsAgo.tsx";

/** Where the event stream stands, in a word and a dot; when it last spoke, once that is long ago. */
export function ConnectionBadge({ state }: { state: ConnectionState }) {
  const quiet = state.kind === "open" && state.quiet === true;
  return (
    <span class="badge connection" data-state={state.kind} data-quiet={quiet || undefined}>
      <span class="dot" aria-hidden="true" />
      {state.kind === "waiting" && state.cause === "stalled" && "No sign of the server. "}
      {state.kind === "waiting"
        ? (
          <span>
            Reconnecting in <Countdown ms={state.retryInMs} of={state} />
          </span>
        )
        : describeConnection(state)}
      {quiet && <SecondsAgo since={state.lastHeardAt} />}
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
      return state.status === 401 ? "Session ended" : "Refused";
  }
}
