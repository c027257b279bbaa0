import { assertEquals, assertRejects } from "@std/assert";
import { hasQueues } from "@/lib/jobs/wakeup.ts";
import { KvConnectServer } from "@/testing/kv_connect/server.ts";
import { openTestDatabase } from "@/testing/test_database.ts";

const test = KvConnectServer.isAvailable ? Deno.test : Deno.test.ignore;

test("hasQueues tells a database without queues from one that doesn't work", async () => {
  await using local = await openTestDatabase();
  assertEquals(await hasQueues(local.store), true);

  await using server = new KvConnectServer();
  await using remote = await openTestDatabase(server);
  assertEquals(await hasQueues(remote.store), false);

  const broken = await openTestDatabase();
  await broken[Symbol.asyncDispose]();
  await assertRejects(() => hasQueues(broken.store));
});
