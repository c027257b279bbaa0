import { assertEquals, assertRejects } from "@std/assert";
import { hasQueues } from "@/lib/jobs/wakeup.ts";
import { KvConnectServer } from "@/tests/kv_connect/server.ts";

const test = KvConnectServer.isAvailable ? Deno.test : Deno.test.ignore;

test("hasQueues tells a database without queues from one that doesn't work", async () => {
  using local = await Deno.openKv(":memory:");
  assertEquals(await hasQueues(local), true);

  await using server = new KvConnectServer();
  using remote = await server.connect();
  assertEquals(await hasQueues(remote), false);

  const broken = await Deno.openKv(":memory:");
  broken.close();
  await assertRejects(() => hasQueues(broken));
});
