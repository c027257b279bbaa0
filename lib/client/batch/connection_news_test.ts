import { assertEquals } from "@std/assert";
import { connectionNews } from "@/lib/client/batch/connection_news.ts";
import type { ConnectionState } from "@/lib/client/stream/connection_state.ts";

const open: ConnectionState = { kind: "open", connectionId: "c", resumed: true };
const waiting: ConnectionState = { kind: "waiting", attempt: 1, retryInMs: 9, reason: "" };
const connecting = (attempt: number): ConnectionState => ({ kind: "connecting", attempt });

Deno.test("connectionNews tells of what is lost and of what comes back, each once", () => {
  const story: [ConnectionState, string][] = [
    [connecting(0), ""],
    [open, ""],
    [waiting, "Connection lost. Retrying..."],
    [connecting(1), "Connection lost. Retrying..."],
    [waiting, "Connection lost. Retrying..."],
    [open, "Connected again"],
    [{ kind: "offline" }, "You are offline"],
    [connecting(0), "You are offline"],
    [open, "Connected again"],
    [{ kind: "refused", status: 401, detail: "" }, "The server refused the connection"],
    [{ kind: "idle" }, "The server refused the connection"],
  ];
  let said = "";
  for (const [state, words] of story) {
    said = connectionNews(said, state);
    assertEquals(said, words, state.kind);
  }
});
