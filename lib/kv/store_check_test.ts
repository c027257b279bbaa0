import { assertEquals, assertMatch } from "@std/assert";
import { Store } from "@/lib/kv/store.ts";
import { DatabaseFile } from "@/lib/kv/database_file.ts";
import { StoreCheck, type StoreFault } from "@/lib/kv/store_check.ts";
import { KvConnectServer } from "@/testing/kv_connect/server.ts";
import { until } from "@/testing/until.ts";

const test = KvConnectServer.isAvailable ? Deno.test : Deno.test.ignore;

Deno.test("StoreCheck asks the store once a second, however many ask", async () => {
  using kv = await Deno.openKv(":memory:");
  const store = new Store(kv, { retentionMs: 60_000 });
  using check = new StoreCheck({ store, file: null, onChange: () => {} });
  const start = performance.now();
  const stamps = new Set<string | null>();
  for (let i = 0; i < 100; i++) {
    assertEquals(await Promise.all([check.fault(), check.fault()]), [null, null]);
    stamps.add((await kv.get(["probes"])).versionstamp);
  }
  const seconds = Math.ceil((performance.now() - start) / 1000);
  assertEquals(stamps.size <= seconds + 1, true, `${stamps.size} writes in ${seconds} s`);
});

test("StoreCheck tells of an outage in bounded time, once, and of its end", async () => {
  await using server = new KvConnectServer();
  using kv = await server.connect();
  const told: (StoreFault | null)[] = [];
  const store = new Store(kv, { retentionMs: 60_000 });
  using check = new StoreCheck({ store, file: null, onChange: (fault) => told.push(fault) });
  assertEquals(await check.fault(), null);

  await server.fail();
  await until("the outage to be seen", async () => await check.fault() !== null);
  const writes = server.requests.atomic_write;
  assertMatch((await check.fault())!.detail, /can't be written or read/);
  server.recover();
  await until("the end of the outage", async () => await check.fault() === null);
  assertEquals(told.map((fault) => fault !== null), [true, false]);
  assertEquals(server.requests.atomic_write - writes < 20, true, "tries must not pile up");
});

Deno.test("DatabaseFile is in place until another lies there", async () => {
  const folder = await Deno.makeTempDir({ prefix: "store_check_test_" });
  const path = `${folder}/new/kv.sqlite`;
  {
    using file = await DatabaseFile.claim(path);
    await Deno.writeTextFile(path, "one");
    await file.remember();
    assertEquals(await file.isInPlace(), true);
    await Deno.writeTextFile(path, "more");
    assertEquals(await file.isInPlace(), true);
    await Deno.rename(path, `${path}.away`);
    assertEquals(await file.isInPlace(), false);
    await Deno.writeTextFile(path, "another");
    assertEquals(await file.isInPlace(), false);
    await Deno.rename(`${path}.away`, path);
    assertEquals(await file.isInPlace(), true);
  }
  // The lock was given back.
  (await DatabaseFile.claim(path))[Symbol.dispose]();
  await Deno.remove(folder, { recursive: true });
});
