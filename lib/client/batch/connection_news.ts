import type { ConnectionState } from "@/lib/client/stream/connection_state.ts";

const LOST = "Connection lost. Retrying...";
const BACK = "Connected again";

/**
 * What there is to say of a connection in state `state`, after `before` was said last ("" for
 * nothing). A connection that comes about as it should is no news; one that comes back is.
 */
export function connectionNews(before: string, state: ConnectionState): string {
  switch (state.kind) {
    case "idle":
      return before;
    case "open":
      return before === "" ? "" : BACK;
    case "connecting":
      return state.attempt === 0 ? before : LOST;
    case "waiting":
      return LOST;
    case "offline":
      return "You are offline";
    case "refused":
      return "The server refused the connection";
  }
}
