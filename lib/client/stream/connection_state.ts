/**
 * Why a connection ended, or wasn't made: the device has no `offline`; the page was put aside
 * (`paused`); nothing came for too long (`stalled`), or no first event (`timeout`); an HTTP status
 * was answered (`refused`); the server said `closing` (`closed`); nobody answered (`unreachable`);
 * or it was cut (`broken`).
 */
export type BreakCause =
  | "offline"
  | "paused"
  | "stalled"
  | "timeout"
  | "refused"
  | "closed"
  | "unreachable"
  | "broken";

/** How a connection ended, or wasn't made. */
export interface ConnectionBreak {
  cause: BreakCause;
  /** For people; where the server said why it closes the stream, its word (`drain`, `expired`). */
  reason: string;
  /** The HTTP status where one is known. */
  status: number | null;
}

/** Where the connection to the event stream stands. */
export type ConnectionState = Standing & {
  /** When the last event came, keepalives included, in ms since 1970; absent before the first. */
  lastHeardAt?: number;
};

type Standing =
  /**
   * Not connected and not trying; `paused` where the page is frozen or in the back-forward cache: it
   * connects as soon as it is back.
   */
  | { kind: "idle"; paused?: boolean }
  /** `attempt` counts tries that failed before; `after` is what ended the connection before. */
  | { kind: "connecting"; attempt: number; after?: ConnectionBreak }
  /** `quiet` where nothing has come for longer than a keepalive: told once, and when it ends. */
  | { kind: "open"; connectionId: string; resumed: boolean; quiet?: boolean }
  /** Broken off, which SSEService always tells the cause of; the next try is in `retryInMs`. */
  | { kind: "waiting"; attempt: number; retryInMs: number } & Told
  /** The device has no network; it connects as soon as it has. */
  | { kind: "offline" }
  /** The server refused (401, 403 and the like): there are no more tries by itself. */
  | { kind: "refused"; status: number; detail: string };

type Told = Partial<ConnectionBreak> & Pick<ConnectionBreak, "reason">;

/** What went wrong with a stream, and whether it is tried again. */
export interface StreamError {
  message: string;
  /** The HTTP status where one is known. */
  status: number | null;
  /** True where the service has given up. */
  final: boolean;
}
