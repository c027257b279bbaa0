import { assert, assertEquals } from "@std/assert";
import { Keepalive } from "@/lib/sse/keepalive.ts";

Deno.test("Keepalive is encoded once for all streams, and once more for each id", () => {
  const keepalive = new Keepalive(new Date(0));
  const text = (id: string | null) => new TextDecoder().decode(keepalive.bytes(id));
  const event = 'event: keepalive\ndata: {"at":"1970-01-01T00:00:00.000Z"}\n\n';
  assertEquals([text(null), text("e.7")], [event, `id: e.7\n${event}`]);
  assert(keepalive.bytes(null) === keepalive.bytes(null));
  assert(keepalive.bytes("e.7") === keepalive.bytes("e.7"));
  assertEquals(JSON.parse(keepalive.text(null)), {
    event: "keepalive",
    id: null,
    data: { at: "1970-01-01T00:00:00.000Z" },
  });
});
