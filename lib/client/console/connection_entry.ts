import type { ConnectionState } from "@/lib/client/stream/connection_state.ts";
import type { LogEntry } from "@/lib/client/console/event_log.ts";

/** Whatever a state may tell. */
interface Told {
  kind: ConnectionState["kind"];
  attempt?: number;
  retryInMs?: number;
  cause?: string;
  status?: number | null;
  reason?: string;
  detail?: string;
  connectionId?: string;
  resumed?: boolean;
  paused?: boolean;
}

/** What the log says of a connection's step; null where nothing of it has changed. */
export function connectionEntry(
  state: ConnectionState,
  before: ConnectionState | null,
): Pick<LogEntry, "type" | "data"> | null {
  const entry = entryOf(state);
  const last = before && entryOf(before);
  return entry.type === last?.type && entry.data === last.data ? null : entry;
}

function entryOf(state: ConnectionState): Pick<LogEntry, "type" | "data"> {
  const told: Told = state;
  const data = {
    attempt: told.attempt,
    delay_ms: told.retryInMs === undefined ? undefined : Math.round(told.retryInMs),
    cause: told.cause,
    status: told.status ?? undefined,
    reason: told.reason ?? told.detail,
    connection_id: told.connectionId,
    resumed: told.resumed,
    paused: told.paused,
  };
  return { type: state.kind === "waiting" ? "reconnect" : state.kind, data: JSON.stringify(data) };
}
