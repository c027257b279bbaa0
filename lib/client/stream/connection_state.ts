/** Where the connection to the event stream stands. */
export type ConnectionState =
  /** Not connected and not trying. */
  | { kind: "idle" }
  | { kind: "connecting"; attempt: number }
  | { kind: "open"; connectionId: string; resumed: boolean }
  /** Broken off; the next try is `retryInMs` after this state began. */
  | { kind: "waiting"; attempt: number; retryInMs: number; reason: string }
  /** The device has no network; it connects as soon as it has. */
  | { kind: "offline" }
  /** The server refused (401, 403 and the like): there are no more tries. */
  | { kind: "refused"; status: number; detail: string };

/** What went wrong with a stream, and whether it is tried again. */
export interface StreamError {
  message: string;
  /** The HTTP status where one is known. */
  status: number | null;
  /** True where the service has given up. */
  final: boolean;
}
