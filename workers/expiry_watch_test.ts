import { assertEquals } from "@std/assert";
import { Store } from "@/lib/kv/store.ts";
import { ExpiryWatch } from "@/workers/expiry_watch.ts";

const MINUTE = 60_000;

Deno.test("ExpiryWatch tells once of a sample that stays, whoever laid it out", async () => {
  using kv = await Deno.openKv(":memory:");
  const store = new Store(kv, { retentionMs: 60_000 });
  let [elapsed, told] = [0, 0];
  // The wall clock is of no use here.
  const clock = { now: () => NaN, elapsed: () => elapsed };
  await new ExpiryWatch({ store, clock, onStandstill: () => told++ }).look();
  const watch = new ExpiryWatch({ store, clock, onStandstill: () => told++ });
  for (; elapsed <= 10 * MINUTE; elapsed += MINUTE) await watch.look();
  assertEquals(told, 0);
  await watch.look();
  await watch.look();
  assertEquals(told, 1);

  // It goes at last, and another is laid out.
  await kv.delete(["expiry_samples"]);
  await watch.look();
  for (const end = elapsed + 10 * MINUTE; elapsed <= end; elapsed += MINUTE) await watch.look();
  assertEquals(told, 1);
  await watch.look();
  assertEquals(told, 2);
});
