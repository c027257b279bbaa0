import { assert, assertEquals, assertRejects } from "@std/assert";
import { KvConnectServer } from "@/testing/kv_connect/server.ts";

const test = KvConnectServer.isAvailable ? Deno.test : Deno.test.ignore;

/** A server over a fresh database, and a handle on it. */
async function start(): Promise<
  { server: KvConnectServer; remote: Deno.Kv } & AsyncDisposable
> {
  const server = new KvConnectServer({ pingMs: 50 });
  const remote = await server.connect();
  return {
    server,
    remote,
    async [Symbol.asyncDispose]() {
      remote.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** Waits for what has no event to wait for; fails after 10 s. */
async function until(condition: () => boolean): Promise<void> {
  const signal = AbortSignal.timeout(10_000);
  while (!condition()) {
    signal.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test("KvConnectServer has no queue", async () => {
  await using at = await start();
  await assertRejects(() => at.remote.enqueue(1), Error, "not supported");
});

test("KvConnectServer refuses an 11th check", async () => {
  await using at = await start();
  const commit = (checks: number) => {
    const atomic = at.remote.atomic();
    for (let n = 0; n < checks; n++) atomic.check({ key: [n], versionstamp: null });
    return atomic.set(["done", checks], true).commit();
  };
  assert((await commit(10)).ok);
  await assertRejects(() => commit(11), Error, "TooManyChecks");
});

test("KvConnectServer keeps a database in its file", async () => {
  const folder = await Deno.makeTempDir({ prefix: "kv_connect_" });
  try {
    for (const [stored, value] of [[null, 1], [1, 2]]) {
      await using server = new KvConnectServer({ path: `${folder}/kv.sqlite` });
      using kv = await server.connect();
      assertEquals((await kv.get(["a"])).value, stored);
      await kv.set(["a"], value);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

test("KvConnectServer refuses a wrong token", async () => {
  await using at = await start();
  const response = await fetch(`${at.server.url}/v2/snapshot_read`, {
    method: "POST",
    headers: { authorization: "Bearer other" },
  });
  assertEquals([response.status, await response.text()], [401, "wrong token"]);
});

test("Faults drop leaves a commit undone until the client tries again", async () => {
  await using at = await start();
  await at.remote.get(["warm"]);
  at.server.faults.plan("atomic_write", "drop");
  const result = await at.remote.atomic().sum(["count"], 1n).commit();
  assert(result.ok);
  assertEquals(at.server.requests.atomic_write, 2);
  assertEquals(String((await at.remote.get(["count"])).value), "1");
});

test("Faults lose makes a landed commit look like a conflict", async () => {
  await using at = await start();
  at.server.faults.plan("atomic_write", "lose");
  const result = await at.remote.atomic().check({ key: ["a"], versionstamp: null })
    .set(["a"], "landed").commit();
  assertEquals(result.ok, false);
  assertEquals((await at.remote.get(["a"])).value, "landed");
  assertEquals(at.server.requests.atomic_write, 2);
});

test("Faults lose makes an unchecked commit happen twice", async () => {
  await using at = await start();
  at.server.faults.plan("atomic_write", "lose");
  assert((await at.remote.atomic().sum(["count"], 1n).commit()).ok);
  assertEquals(String((await at.remote.get(["count"])).value), "2");
});

test("Faults choose decides request by request", async () => {
  await using at = await start();
  let reads = 0;
  at.server.faults.choose = (operation) =>
    operation === "snapshot_read" && ++reads % 2 ? "drop" : undefined;
  assertEquals((await at.remote.get(["a"])).value, null);
  assertEquals(reads, 2);
});

test("dropWatches ends the streams and clients miss nothing by it", async () => {
  await using at = await start();
  const reader = at.remote.watch([["w"]]).getReader();
  assertEquals((await reader.read()).value?.[0].value, null);
  assertEquals(at.server.watches, 1);
  await at.server.dropWatches();
  await at.remote.set(["unrelated"], 1);
  await at.remote.set(["w"], 1);
  while ((await reader.read()).value?.[0].value !== 1);
  assertEquals(at.server.requests.watch, 2);
  await reader.cancel();
});

// Deno 2.9.6 hands out null for what the protocol calls unchanged: only the changed key can be trusted.
test("a watch of several keys tells which one changed", async () => {
  await using at = await start();
  await at.remote.set(["w", 1], "a");
  const reader = at.remote.watch([["w", 1], ["w", 2]]).getReader();
  const values = async () => (await reader.read()).value?.map((entry) => entry.value);
  assertEquals(await values(), ["a", null]);
  await at.remote.set(["w", 2], "b");
  assertEquals((await values())?.[1], "b");
  await reader.cancel();
});

test("a watch that its client cancels is closed on the server", async () => {
  await using at = await start();
  const reader = at.remote.watch([["w"]]).getReader();
  await reader.read();
  await reader.cancel();
  await until(() => at.server.watches === 0);
});

test("fail holds operations up until recover", async () => {
  await using at = await start();
  await at.remote.set(["a"], 1);
  await at.server.fail();
  const read = at.remote.get(["a"]);
  await until(() => at.server.requests.snapshot_read >= 2);
  at.server.recover();
  assertEquals((await read).value, 1);
});
