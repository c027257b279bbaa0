import { assertEquals, assertRejects } from "@std/assert";
import { KvConnectServer } from "./server.ts";

/** One operation, and what any database answers to it. */
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
    name: "set and get keep a u64 above 2^53",
    run: (kv) => roundTrip(kv, [new Deno.KvU64(2n ** 64n - 1n)]),
    expect: [new Deno.KvU64(2n ** 64n - 1n)],
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
  {
    name: "delete removes one key",
    run: async (kv) => {
      await fill(kv, 3);
      await kv.delete(["n", 1]);
      return await keys(kv, { prefix: ["n"] });
    },
    expect: [0, 2],
  },
  ...listCases([
    ["a prefix, without the key of the prefix itself", { prefix: ["n"] }, {}, [0, 1, 2, 3, 4]],
    ["a range, its end left out", { start: ["n", 1], end: ["n", 3] }, {}, [1, 2]],
    ["a prefix from a start", { prefix: ["n"], start: ["n", 3] }, {}, [3, 4]],
    ["a prefix up to an end", { prefix: ["n"], end: ["n", 2] }, {}, [0, 1]],
    ["backwards", { prefix: ["n"] }, { reverse: true }, [4, 3, 2, 1, 0]],
    ["no more than the limit", { prefix: ["n"] }, { limit: 2 }, [0, 1]],
    ["the last few", { prefix: ["n"] }, { limit: 2, reverse: true }, [4, 3]],
    ["in small batches", { prefix: ["n"] }, { batchSize: 2 }, [0, 1, 2, 3, 4]],
    ["nothing where there is nothing", { prefix: ["none"] }, {}, []],
  ]),
  {
    name: "list goes on from a cursor",
    run: async (kv) => {
      await fill(kv, 5);
      const page = kv.list({ prefix: ["n"] }, { limit: 2 });
      await Array.fromAsync(page);
      return await keys(kv, { prefix: ["n"] }, { cursor: page.cursor });
    },
    expect: [2, 3, 4],
  },
  {
    name: "list goes on backwards from a cursor",
    run: async (kv) => {
      await fill(kv, 5);
      const page = kv.list({ prefix: ["n"] }, { limit: 2, reverse: true });
      await Array.fromAsync(page);
      return await keys(kv, { prefix: ["n"] }, { cursor: page.cursor, reverse: true });
    },
    expect: [2, 1, 0],
  },
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
    name: "sum, min and max work on u64 and wrap around",
    run: async (kv) => {
      await kv.atomic().sum(["sum"], 5n).min(["min"], 5n).max(["max"], 5n).commit();
      await kv.atomic().sum(["sum"], 2n ** 64n - 1n).min(["min"], 9n).max(["max"], 9n).commit();
      const entries = await kv.getMany<bigint[]>([["sum"], ["min"], ["max"]]);
      return entries.map((entry) => String(entry.value));
    },
    expect: ["4", "5", "9"],
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

for (const { name, run, expect } of cases) {
  Deno.test(`local KV: ${name}`, async () => {
    using kv = await Deno.openKv(":memory:");
    assertEquals(await run(kv), expect);
  });

  Deno.test(`KvConnectServer: ${name}`, async () => {
    using kv = await Deno.openKv(":memory:");
    await using server = new KvConnectServer(kv);
    using remote = await server.connect();
    assertEquals(await run(remote), expect);
  });
}
