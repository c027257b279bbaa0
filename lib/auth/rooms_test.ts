import { assertEquals, assertThrows } from "@std/assert";
import { Rooms } from "@/lib/auth/rooms.ts";
import { Problem } from "@/lib/http/problem.ts";

Deno.test("Rooms lets a network have so many at once, each kind and network by itself", () => {
  const rooms = new Rooms({ streams: 2, uploads: 1 });
  const leave = rooms.enter("a", "streams");
  rooms.enter("a", "streams");
  const { status, headers } = assertThrows(() => rooms.enter("a", "streams"), Problem).toResponse();
  assertEquals([status, headers.get("retry-after")], [429, "30"]);
  rooms.enter("b", "streams");
  rooms.enter("a", "uploads");
  leave();
  leave();
  rooms.enter("a", "streams");
  assertThrows(() => rooms.enter("a", "streams"), Problem);
});
