import { assertEquals } from "@std/assert";
import { KvConnectServer } from "@/testing/kv_connect/server.ts";
import { rounds } from "@/testing/thorough.ts";
import { TwoProcesses } from "@/tests/stream/delivery/two_processes.ts";

const test = KvConnectServer.isAvailable ? Deno.test : Deno.test.ignore;

/** More than the 200 watches that a remote handle takes. */
const USERS = rounds(210, 300);

test(`${USERS} users follow in one process what another appends, over one KV Connect database`, async () => {
  await using processes = await TwoProcesses.start(USERS);
  const { database, writers, streams } = processes;
  for (const [i, writer] of writers.entries()) {
    const [event] = await Promise.all([streams[i].one(), writer.publish({ n: i })]);
    assertEquals([event.data.n, event.data.user_id], [i, writer.user]);
  }

  // All at once, and after their watches have been dropped.
  for (const round of [1, 2]) {
    if (round === 2) await database.dropWatches();
    await Promise.all(writers.map((writer, i) => writer.publish({ n: round * 1000 + i })));
    for (const [i, stream] of streams.entries()) {
      assertEquals(await stream.numbers(1), [round * 1000 + i]);
    }
  }
});
