import { assertEquals } from "@std/assert";
import { Store } from "@/lib/kv/store.ts";
import { Transaction } from "@/lib/kv/transaction.ts";

async function setUp(entries: Record<string, unknown> = {}) {
  const kv = await Deno.openKv(":memory:");
  for (const [name, value] of Object.entries(entries)) await kv.set(["t", name], value);
  const store = new Store(kv, { retentionMs: 60_000 });
  return { store, tx: new Transaction(store, new Map()), [Symbol.dispose]: () => kv.close() };
}

Deno.test("Transaction get sees what was set and deleted before it", async () => {
  using at = await setUp({ a: 1, b: 2 });
  at.tx.set(["t", "a"], 10);
  at.tx.delete(["t", "b"]);
  assertEquals(await at.tx.get(["t", "a"]), 10);
  assertEquals(await at.tx.get(["t", "b"]), null);
  assertEquals(at.tx.checks, 0);
  assertEquals(at.tx.mutations, 2);
});

Deno.test("Transaction commit fails when something it got has changed", async () => {
  using at = await setUp({ a: 1 });
  assertEquals(await at.tx.get(["t", "a"]), 1);
  at.tx.set(["t", "b"], 2);
  await at.store.set(["t", "a"], 5);
  assertEquals((await at.tx.addTo(at.store.atomic()).commit()).ok, false);
  assertEquals((await at.store.get(["t", "b"])).value, null);
});

Deno.test("Transaction commit ignores changes of what it only peeked at", async () => {
  using at = await setUp({ a: 1 });
  assertEquals(await at.tx.peek(["t", "a"]), 1);
  at.tx.set(["t", "b"], 2);
  await at.store.set(["t", "a"], 5);
  assertEquals((await at.tx.addTo(at.store.atomic()).commit()).ok, true);
});

Deno.test("Transaction drops a child without a trace and absorbs another", async () => {
  using at = await setUp({ a: 1 });
  const dropped = at.tx.child();
  await dropped.get(["t", "a"]);
  dropped.set(["t", "a"], 2);
  const kept = at.tx.child();
  assertEquals(await kept.get(["t", "a"]), 1);
  kept.set(["t", "a"], 3);
  at.tx.absorb(kept);
  assertEquals([at.tx.checks, at.tx.mutations], [1, 1]);
  const next = at.tx.child();
  assertEquals(await next.get(["t", "a"]), 3);
});

Deno.test("Transaction checks an answer of the cache, and says that it used it", async () => {
  using at = await setUp({ a: 1 });
  const cache = new Map([['["t","a"]', { value: 7, versionstamp: "0".repeat(20) }]]);
  const tx = new Transaction(at.store, cache);
  const child = tx.child();
  assertEquals(await child.get(["t", "a"]), 7);
  assertEquals([child.usedCache, tx.usedCache], [true, false]);
  tx.absorb(child);
  assertEquals(tx.usedCache, true);
  assertEquals((await tx.addTo(at.store.atomic()).commit()).ok, false);
});

const [OLD, NEW] = ["1".padStart(20, "0"), "2".padStart(20, "0")];
const knownCases: {
  name: string;
  cached?: [value: unknown, versionstamp: string | null];
  known?: [value: unknown, versionstamp: string];
  expect: unknown;
}[] = [
  { name: "what the caller knows", known: ["known", OLD], expect: "known" },
  { name: "what is cached", cached: ["cached", OLD], expect: "cached" },
  { name: "the newer", cached: ["cached", OLD], known: ["known", NEW], expect: "known" },
  { name: "the newer", cached: ["cached", NEW], known: ["known", OLD], expect: "cached" },
  { name: "that it is gone", cached: [null, null], known: ["known", NEW], expect: null },
];

for (const { name, cached, known, expect } of knownCases) {
  Deno.test(`Transaction get takes ${name}, unless it is fresh`, async () => {
    using at = await setUp({ a: "stored" });
    const cache = new Map(
      cached ? [['["t","a"]', { value: cached[0], versionstamp: cached[1] }]] : [],
    );
    const tx = new Transaction(at.store, cache);
    const given = known && { value: known[0], versionstamp: known[1] };
    const child = tx.child();
    assertEquals([await child.get(["t", "a"], given), child.usedCache], [expect, true]);
    const fresh = tx.child(true);
    assertEquals([await fresh.get(["t", "a"], given), fresh.usedCache], ["stored", false]);
  });
}

Deno.test("Transaction commit doesn't check what it got unchecked, and remembers it", async () => {
  using at = await setUp({ a: 1 });
  assertEquals(await at.tx.getUnchecked(["t", "a"]), 1);
  at.tx.set(["t", "a"], 2);
  assertEquals([at.tx.checks, at.tx.keysRead], [0, [["t", "a"]]]);
  assertEquals([...at.tx.rewritten()], [{ key: ["t", "a"], value: 2 }]);
  await at.store.set(["t", "a"], 5);
  assertEquals((await at.tx.addTo(at.store.atomic()).commit()).ok, true);
});

Deno.test("Transaction rewritten tells what was read and then written", async () => {
  using at = await setUp({ a: 1, b: 2, c: 3 });
  await at.tx.get(["t", "a"]);
  await at.tx.get(["t", "b"]);
  at.tx.set(["t", "a"], 10);
  at.tx.delete(["t", "b"]);
  at.tx.set(["t", "c"], 30);
  assertEquals([...at.tx.rewritten()], [{ key: ["t", "a"], value: 10 }]);
});

const listCases: {
  name: string;
  stored: string[];
  change?: (tx: Transaction) => void;
  limit?: number;
  expect: string[];
}[] = [
  { name: "what is stored, in order", stored: ["b", "a"], expect: ["a", "b"] },
  {
    name: "gathered writes among it",
    stored: ["a", "c"],
    change: (tx) => tx.set(["t", "b"], 0),
    expect: ["a", "b", "c"],
  },
  {
    name: "no deleted ones, and as many others as asked for",
    stored: ["a", "b", "c", "d"],
    change: (tx) => (tx.delete(["t", "a"]), tx.delete(["t", "b"])),
    limit: 2,
    expect: ["c", "d"],
  },
  {
    name: "the first `limit` where a gathered one sorts first",
    stored: ["b", "c"],
    change: (tx) => tx.set(["t", "a"], 0),
    limit: 2,
    expect: ["a", "b"],
  },
  {
    name: "nothing of another prefix",
    stored: ["a"],
    change: (tx) => (tx.set(["tt", "b"], 0), tx.set(["t"], 0)),
    expect: ["a"],
  },
];

for (const { name, stored, change, limit = 10, expect } of listCases) {
  Deno.test(`Transaction list gives ${name}`, async () => {
    using at = await setUp(Object.fromEntries(stored.map((key) => [key, 0])));
    change?.(at.tx);
    const child = at.tx.child();
    assertEquals((await child.list(["t"], limit)).map(({ key }) => key[1]), expect);
  });
}

Deno.test("Transaction list orders by numbers as Deno KV does", async () => {
  using at = await setUp();
  for (const score of [-2, 10, -30]) at.tx.set(["n", score], true);
  await at.store.set(["n", 9], true);
  assertEquals((await at.tx.list(["n"], 9)).map(({ key }) => key[1]), [-30, -2, 9, 10]);
});
