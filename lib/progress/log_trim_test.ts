import { assert, assertEquals } from "@std/assert";
import { keys } from "@/lib/kv/keys.ts";
import type { LogHead } from "@/lib/progress/log_head.ts";
import { trim } from "@/lib/progress/log_trim.ts";
import { LogFixture, range } from "@/tests/log_fixture.ts";

async function logOf(events: number) {
  const at = await LogFixture.open();
  await Promise.all(range(1, events).map((n) => at.append("u", n)));
  const head = (await at.log.head("u"))!;
  /** What `trim` leaves and deletes, deleted for real. */
  const trimTo = async (from: LogHead, limits: { events: number; bytes: number }) => {
    const { head, deleted } = await trim(at.store, "u", from, limits);
    for (const key of deleted) await at.store.delete(key);
    return { head, deleted: deleted.map((key) => key[3]) };
  };
  return { at, head, trimTo, [Symbol.asyncDispose]: () => at[Symbol.asyncDispose]() };
}

const ANY = { events: Infinity, bytes: Infinity };

Deno.test("trim deletes nothing within the limits", async () => {
  await using log = await logOf(10);
  const limits = { events: 10, bytes: log.head.bytes };
  assertEquals(await log.trimTo(log.head, limits), { head: log.head, deleted: [] });
});

Deno.test("trim deletes the oldest events that are too many", async () => {
  await using log = await logOf(10);
  const { head, deleted } = await log.trimTo(log.head, { ...ANY, events: 7 });
  assertEquals(deleted, [1, 2, 3]);
  assertEquals(head.first, 4);
  assert(head.bytes < log.head.bytes && head.bytes > 0);
});

Deno.test("trim deletes the oldest events that weigh too much", async () => {
  await using log = await logOf(10);
  const { head, deleted } = await log.trimTo(log.head, { ...ANY, bytes: log.head.bytes / 2 + 2 });
  assertEquals(deleted, [1, 2, 3, 4, 5]);
  assertEquals(head.first, 6);
});

Deno.test("trim deletes in portions, and goes on from there", async () => {
  await using log = await logOf(800);
  const first = await log.trimTo(log.head, { ...ANY, events: 10 });
  assertEquals(first.deleted, range(1, 350));
  const second = await log.trimTo(first.head, { ...ANY, events: 10 });
  assertEquals(second.deleted, range(351, 350));
  const third = await log.trimTo(second.head, { ...ANY, events: 10 });
  assertEquals([third.head.first, third.deleted.length], [791, 90]);
});

Deno.test("trim counts events that have expired as gone", async () => {
  await using log = await logOf(10);
  for (const seq of [1, 2, 3, 4]) await log.at.store.delete(keys.event("u", log.head.epoch, seq));
  const { head, deleted } = await log.trimTo(log.head, { ...ANY, events: 8 });
  assertEquals(deleted, [5]);
  assertEquals(head.first, 6);
  assert(Math.abs(head.bytes - log.head.bytes / 2) < 50);
});

Deno.test("trim leaves a log that reads without a hole", async () => {
  await using log = await logOf(30);
  const { head } = await log.trimTo(log.head, { ...ANY, events: 12 });
  const events = await log.at.log.read("u", head.epoch, head.first - 1, head.seq);
  assertEquals(events?.map((event) => event.seq), range(19, 12));
});
