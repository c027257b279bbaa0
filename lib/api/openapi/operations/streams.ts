import { nameOf, refTo } from "@/lib/api/openapi/components.ts";
import { json, type Operation } from "@/lib/api/openapi/operation.ts";
import { streamHeaders } from "@/lib/api/openapi/parameters.ts";
import { streamQuery } from "@/lib/api/queries.ts";
import { streamEvents } from "@/lib/api/openapi/schemas/stream_event.ts";

const problems = [
  "invalid-user-id",
  "invalid-field",
  "too-many-streams",
  "network-quota",
  "at-capacity",
] as const;

/** OpenAPI 3.1 has no word for the events of a stream. */
export const events = Object.fromEntries(
  Object.entries(streamEvents).map(([name, schema]) => [name, refTo(nameOf(schema))]),
);

/** Following a user's log, and who does. */
export const streamOperations: Operation[] = [
  {
    id: "streamProgress",
    method: "GET",
    path: "/api/v1/sse/progress/stream/{user_id}",
    summary: "The event stream of a user",
    description: "`connected` comes first, then what was missed, then what happens. The data of " +
      "each event is JSON; `x-events` names its schema. A `keepalive` comes in silence.",
    access: "read",
    query: streamQuery,
    headers: streamHeaders,
    successes: {
      200: {
        description: "The stream; it ends with `closing`",
        content: { "text/event-stream": { schema: { type: "string" }, "x-events": events } },
      },
    },
    problems,
  },
  {
    id: "openProgressSocket",
    method: "GET",
    path: "/api/v1/ws/progress/{user_id}",
    summary: "The same log by WebSocket, in frames `{event, id, data}`",
    description: "A handshake after RFC 6455. In session mode only with WEBSOCKETS=on.",
    access: "read",
    query: streamQuery,
    headers: streamHeaders,
    successes: {
      101: {
        description: "The WebSocket; each frame is the JSON text of a SocketMessage",
        content: { "application/json": "SocketMessage" },
      },
    },
    problems: [...problems, "websockets-off", "upgrade-required"],
  },
  {
    id: "getConnections",
    method: "GET",
    path: "/api/v1/sse/connections/status",
    summary: "How many streams are open, over all processes",
    access: "known",
    successes: { 200: json("The counts", "Connections") },
  },
];
