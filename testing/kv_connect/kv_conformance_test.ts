import { assertEquals, assertRejects } from "@std/assert";
import { KvConnectServer } from "@/testing/kv_connect/server.ts";

/** What the app relies on: one operation, and the answer of the embedded database and of denokv. */
interface Case {
  name: string;
  run: (kv: Deno.Kv) => Promise<unknown>;
  expect: unknown;
}

const MIXED = {
  text: "Grüße 世界",
  list: [1n, null, true],
  at: new Date(0),
  map: new Map([[1, 2]]),
};

const cases: Case[] = [
  {
    name: "get answers null for a missing key",
    run: (kv) => kv.get(["missing"]),
    expect: { key: ["missing"], value: null, versionstamp: null },
  },
  {
    name: "set and get keep any structured value",
    run: async (kv) => (await kv.set(["mixed"], MIXED)) && (await kv.get(["mixed"])).value,
    expect: MIXED,
  },
  {
    name: "set and get keep every kind of bytes",
    run: (kv) => roundTrip(kv, [[], [0], [0xff, 0x0f, 1], [1, 2, 3]].map((b) => new Uint8Array(b))),
    expect: [[], [0], [0xff, 0x0f, 1], [1, 2, 3]].map((b) => new Uint8Array(b)),
  },
  {
    name: "set takes 64 KiB and no byte more",
    run: async (kv) => {
      await kv.set(["big"], new Uint8Array(65_536).fill(7));
      await assertRejects(() => kv.set(["big"], new Uint8Array(65_537)), TypeError);
      return (await kv.get<Uint8Array>(["big"])).value?.length;
    },
    expect: 65_536,
  },
  {
    name: "a versionstamp grows with each commit and is the one that get answers",
    run: async (kv) => {
      const first = await kv.set(["v"], 1);
      const second = await kv.set(["v"], 2);
      const { versionstamp } = await kv.get(["v"]);
      return [first.versionstamp < second.versionstamp, versionstamp === second.versionstamp];
    },
    expect: [true, true],
  },
  {
    name: "keys of every kind come back as they were, in order",
    run: async (kv) => {
      const parts = [true, "a\0b", 2n, 1.5, new Uint8Array([0, 255]), false];
      for (const part of parts) await kv.set(["kinds", part], 0);
      return await keys(kv, { prefix: ["kinds"] });
    },
    expect: [new Uint8Array([0, 255]), "a\0b", 2n, 1.5, false, true],
  },
  {
    name: "getMany answers in the order of the keys",
    run: async (kv) => {
      await fill(kv, 3);
      const entries = await kv.getMany([["n", 2], ["n", 9], ["n", 0]]);
      return entries.map((entry) => entry.value);
    },
    expect: [2, null, 0],
  },
  ...listCases([
    ["a prefix, without the key of the prefix itself", { prefix: ["n"] }, {}, [0, 1, 2, 3, 4]],
    ["a prefix from a start", { prefix: ["n"], start: ["n", 3] }, {}, [3, 4]],
    ["backwards", { prefix: ["n"] }, { reverse: true }, [4, 3, 2, 1, 0]],
    ["no more than the limit", { prefix: ["n"] }, { limit: 2 }, [0, 1]],
    ["the last few", { prefix: ["n"] }, { limit: 2, reverse: true }, [4, 3]],
  ]),
  {
    name: "check of a missing key lets one writer in",
    run: async (kv) => {
      const add = (value: number) =>
        kv.atomic().check({ key: ["once"], versionstamp: null }).set(["once"], value).commit();
      const results = [await add(1), await add(2)];
      return [...results.map((result) => result.ok), (await kv.get(["once"])).value];
    },
    expect: [true, false, 1],
  },
  {
    name: "check of a stale entry writes nothing at all",
    run: async (kv) => {
      await kv.set(["head"], 1);
      const stale = await kv.get(["head"]);
      await kv.set(["head"], 2);
      const result = await kv.atomic().check(stale).set(["head"], 3).set(["other"], 3).commit();
      return [result.ok, (await kv.get(["head"])).value, (await kv.get(["other"])).value];
    },
    expect: [false, 2, null],
  },
  {
    name: "set takes an expiry",
    run: async (kv) => {
      await kv.atomic().set(["expires"], 1, { expireIn: 60_000 }).commit();
      return (await kv.get(["expires"])).value;
    },
    expect: 1,
  },
  {
    name: "watch answers the first state, then what changed",
    run: async (kv) => {
      const reader = kv.watch([["w"]]).getReader();
      const value = async () => (await reader.read()).value?.[0].value;
      const seen = [await value()];
      await kv.set(["w"], "a");
      seen.push(await value());
      await kv.delete(["w"]);
      seen.push(await value());
      await reader.cancel();
      return seen;
    },
    expect: [null, "a", null],
  },
  {
    name: "a commit takes 10 checks, 1000 mutations and 780 KiB",
    run: async (kv) => {
      const atomic = kv.atomic();
      for (let n = 0; n < 10; n++) atomic.check({ key: ["new", n], versionstamp: null });
      for (let n = 0; n < 12; n++) atomic.set(["large", n], new Uint8Array(65_000));
      for (let n = 12; n < 1000; n++) atomic.delete(["new", n]);
      return (await atomic.commit()).ok;
    },
    expect: true,
  },
];

function listCases(
  rows: [string, Deno.KvListSelector, Deno.KvListOptions, number[]][],
): Case[] {
  return rows.map(([name, selector, options, expect]) => ({
    name: `list answers ${name}`,
    run: async (kv) => {
      await fill(kv, 5);
      return await keys(kv, selector, options);
    },
    expect,
  }));
}

async function fill(kv: Deno.Kv, count: number): Promise<void> {
  await kv.set(["n"], "not below itself");
  for (let n = 0; n < count; n++) await kv.set(["n", n], n);
}

async function keys(
  kv: Deno.Kv,
  selector: Deno.KvListSelector,
  options?: Deno.KvListOptions,
): Promise<unknown[]> {
  return (await Array.fromAsync(kv.list(selector, options))).map((entry) => entry.key.at(-1));
}

async function roundTrip(kv: Deno.Kv, values: unknown[]): Promise<unknown[]> {
  for (const [at, value] of values.entries()) await kv.set(["trip", at], value);
  return (await kv.getMany(values.map((_, at) => ["trip", at]))).map((entry) => entry.value);
}

const test = KvConnectServer.isAvailable ? Deno.test : Deno.test.ignore;

for (const { name, run, expect } of cases) {
  Deno.test(`embedded KV: ${name}`, async () => {
    using kv = await Deno.openKv(":memory:");
    assertEquals(await run(kv), expect);
  });

  test(`denokv: ${name}`, async () => {
    await using server = new KvConnectServer();
    using kv = await server.connect();
    assertEquals(await run(kv), expect);
  });
}
