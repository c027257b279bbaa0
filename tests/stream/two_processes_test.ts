import { assertEquals } from "@std/assert";
import { KvConnectServer, TEST_TOKEN } from "@/tests/kv_connect/server.ts";
import { range } from "@/tests/log_fixture.ts";
import { ServerProcess } from "@/tests/server_process.ts";
import { StreamClient } from "@/tests/stream/stream_client.ts";

/** More than the 200 watches that a remote handle takes. */
const USERS = 300;

Deno.test("300 users follow in one process what another appends, over one KV Connect database", async () => {
  using kv = await Deno.openKv(":memory:");
  await using database = new KvConnectServer(kv);
  const env = {
    KV_URL: database.url,
    DENO_KV_ACCESS_TOKEN: TEST_TOKEN,
    WORKERS: "0",
    LOG_LEVEL: "warn",
  };
  await using writer = await ServerProcess.start({ env });
  await using reader = await ServerProcess.start({ env });
  const [appends, follows] = [new StreamClient(writer.url), new StreamClient(reader.url)];
  const users = range(0, USERS).map((n) => `user${n}`);
  const streams = await Promise.all(users.map((user) => follows.open(user)));
  await Promise.all(streams.map((stream) => stream.take(1)));

  for (const [i, user] of users.entries()) {
    const [event] = await Promise.all([streams[i].next(), appends.publish(user, { n: i })]);
    assertEquals([event?.data.n, event?.data.user_id], [i, user]);
  }

  // All at once, and after their watches have been dropped.
  for (const round of [1, 2]) {
    if (round === 2) await database.dropWatches();
    await Promise.all(users.map((user, i) => appends.publish(user, { n: round * 1000 + i })));
    for (const [i, stream] of streams.entries()) {
      assertEquals(await stream.numbers(1), [round * 1000 + i]);
    }
  }
  for (const stream of streams) await stream[Symbol.asyncDispose]();
});
