import { KvConnectServer, TEST_TOKEN } from "@/tests/kv_connect/server.ts";
import { ServerProcess } from "@/tests/server_process.ts";
import { StreamClient } from "@/tests/stream/stream_client.ts";
import type { LocalRow } from "../row.ts";

/** More than the 200 watches that a remote handle takes. */
const USERS = 300;

/** From the answer to an update in one process to its event in a stream of another. */
export const twoProcessesRow: LocalRow = {
  name: "two_processes",
  title: `update in one process, stream in another, ${USERS} users, one KV Connect database`,
  repeats: 3,
  peers: ["ours"],
  async runHere(_, quick) {
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
    const users = Array.from({ length: USERS }, (_, at) => `user${at}`);
    const streams = await Promise.all(users.map((user) => follows.open(user)));
    await Promise.all(streams.map((stream) => stream.take(1)));
    const delays: number[] = [];
    let faults = 0;
    for (const [at, user] of users.entries()) {
      if (quick && at % 2) continue;
      const [event, answered] = await Promise.all([
        streams[at].next().then((event) => ({ n: event?.data.n, at: performance.now() })),
        appends.publish(user, { n: at }).then(() => performance.now()),
      ]);
      if (event.n !== at) faults++;
      delays.push(event.at - answered);
    }
    for (const stream of streams) await stream[Symbol.asyncDispose]();
    delays.sort((a, b) => a - b);
    const quantile = (share: number) => delays[Math.floor(share * (delays.length - 1))];
    return { measures: { "p50 ms": quantile(0.5), "p99 ms": quantile(0.99) }, faults };
  },
};
