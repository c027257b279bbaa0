import { assertEquals, assertThrows } from "@std/assert";
import { keys } from "@/lib/kv/keys.ts";
import { after, table } from "@/lib/kv/table.ts";

Deno.test("table parses what it has made", () => {
  const event = table<[user: string, epoch: string, seq: number]>("events");
  const key = event("ann", "e1", 7);
  assertEquals(key, ["events", "ann", "e1", 7]);
  assertEquals(event.parse(key), ["ann", "e1", 7]);
  assertEquals([event.prefix(), event.prefix("ann")], [["events"], ["events", "ann"]]);
});

Deno.test("table parse refuses another table's key", () => {
  const message = 'Cannot parse a key of "jobs": it is one of "batches"';
  assertThrows(() => keys.job.parse(keys.batch("ann", "b")), TypeError, message);
});

Deno.test("keys.fileByScore lists the best first, and gives the score back", async () => {
  using kv = await Deno.openKv(":memory:");
  for (const score of [7, 100, 0, 35]) await kv.set(keys.fileByScore("ann", "b", score, "f"), 1);
  const found = await Array.fromAsync(kv.list({ prefix: keys.fileByScore.prefix("ann", "b") }));
  assertEquals(found.map(({ key }) => keys.fileByScore.parse(key)[2]), [100, 35, 7, 0]);
});

Deno.test("keys has no two tables of one name", () => {
  const names = Object.values(keys).map(({ table }) => table);
  assertEquals(names.length, new Set(names).size);
});

Deno.test("after sorts next to what it follows", async () => {
  using kv = await Deno.openKv(":memory:");
  for (const user of ["ann", "ann0", "bob"]) await kv.set(keys.usage(user), 1);
  const selector = { prefix: keys.usage.prefix(), start: keys.usage(after("ann")) };
  const found = await Array.fromAsync(kv.list(selector));
  assertEquals(found.flatMap(({ key }) => keys.usage.parse(key)), ["ann0", "bob"]);
});
