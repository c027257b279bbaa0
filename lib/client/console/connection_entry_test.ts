import { assertEquals } from "@std/assert";
import { connectionEntry } from "@/lib/client/console/connection_entry.ts";
import type { ConnectionState } from "@/lib/client/stream/connection_state.ts";

Deno.test("connectionEntry tells attempt, delay, cause and status of a reconnect", () => {
  const waiting = { kind: "waiting", attempt: 2, retryInMs: 812.4, reason: "At capacity" } as const;
  assertEquals(
    connectionEntry({ ...waiting, cause: "refused", status: 503 } as typeof waiting, null),
    {
      type: "reconnect",
      data: '{"attempt":2,"delay_ms":812,"cause":"refused","status":503,"reason":"At capacity"}',
    },
  );
});

Deno.test("connectionEntry is silent where the same is told again", () => {
  const open: ConnectionState = { kind: "open", connectionId: "c", resumed: false };
  assertEquals(connectionEntry(open, null), {
    type: "open",
    data: '{"connection_id":"c","resumed":false}',
  });
  const heard = { ...open, lastHeardAt: 5, quiet: true };
  assertEquals(connectionEntry(heard, open), null);
  assertEquals(connectionEntry({ ...open, connectionId: "d" }, open)?.type, "open");
  assertEquals(connectionEntry({ kind: "idle" }, open), { type: "idle", data: "{}" });
});
