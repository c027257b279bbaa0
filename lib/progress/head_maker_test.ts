import { assert, assertEquals } from "@std/assert";
import { Store } from "@/lib/kv/store.ts";
import { keys } from "@/lib/kv/keys.ts";
import { HeadMaker } from "@/lib/progress/head_maker.ts";
import type { LogHead } from "@/lib/progress/log_head.ts";

Deno.test("HeadMaker makes the heads of many users, and each once", async () => {
  using kv = await Deno.openKv(":memory:");
  const store = new Store(kv, { retentionMs: 60_000 });
  const [one, other] = [new HeadMaker(store), new HeadMaker(store)];
  const users = Array.from({ length: 45 }, (_, i) => `user${i}`);
  const heads = await Promise.all(users.flatMap((user) => [one.ensure(user), other.ensure(user)]));
  for (const [i, user] of users.entries()) {
    const { value } = await kv.get<LogHead>(keys.head(user));
    assertEquals([heads[2 * i], heads[2 * i + 1]], [value!, value!]);
  }
  assertEquals(new Set(heads.map((head) => head.epoch)).size, users.length);
});

Deno.test("HeadMaker leaves a head that stands as it is", async () => {
  using kv = await Deno.openKv(":memory:");
  const store = new Store(kv, { retentionMs: 60_000 });
  const first = await new HeadMaker(store).ensure("ann");
  const maker = new HeadMaker(store);
  const [ann, bob] = await Promise.all([maker.ensure("ann"), maker.ensure("bob")]);
  assertEquals(ann, first);
  assert(bob.epoch !== first.epoch);
});
