import { KvConnectServer } from "@/testing/kv_connect/server.ts";
import { ServerProcess } from "@/testing/server_process.ts";
import { ServedBatch } from "@/testing/served_batch.ts";
import { until } from "@/testing/until.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { textResumes } from "@/testing/resumes.ts";
import { rounds } from "@/testing/thorough.ts";
import { untilIdle } from "@/testing/metrics.ts";

const test = KvConnectServer.isAvailable ? Deno.test : Deno.test.ignore;

/** Servers over one KV Connect database. */
async function start(remote: KvConnectServer, count: number): Promise<ServerProcess[]> {
  const env = { WORKERS: "1", KV_URL: remote.url, DENO_KV_ACCESS_TOKEN: remote.token };
  return await Promise.all(Array.from({ length: count }, () => ServerProcess.start({ env })));
}

async function stop(servers: ServerProcess[]): Promise<void> {
  await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
}

test("of three processes one is killed and one stopped past its lease: each file ends once", async () => {
  await using remote = new KvConnectServer();
  const servers = await start(remote, 3);
  const [first, killed, stopped] = servers;
  try {
    const batch = await ServedBatch.upload(
      new ApiClient(first.url, "ann"),
      textResumes(rounds(45, 90)),
    );
    await batch.ended(15);
    await killed.kill("SIGKILL");
    Deno.kill(stopped.pid, "SIGSTOP");
    await batch.end();
    Deno.kill(stopped.pid, "SIGCONT");
    // It goes on with what it held, and has to find that it may not.
    await untilIdle(stopped.url);
    await batch.checkOnce();
  } finally {
    await stop(servers);
  }
});

test("a batch ends, each file once, though KV Connect fails in all its ways", async () => {
  await using remote = new KvConnectServer();
  const servers = await start(remote, 2);
  try {
    const batch = await ServedBatch.upload(new ApiClient(servers[0].url, "ann"), textResumes(30));
    let request = 0;
    remote.faults.choose = (operation) => {
      if (operation === "metadata") return;
      const turn = request++ % 20;
      return turn === 3 ? "drop" : turn === 7 && operation === "atomic_write" ? "lose" : undefined;
    };
    await batch.ended(6);
    await remote.dropWatches();
    await batch.ended(12);
    await remote.fail();
    const asked = () => remote.requests.snapshot_read + remote.requests.atomic_write;
    const before = asked();
    await until("both to be refused, again and again", () => asked() > before + 20);
    remote.recover();
    await remote.dropWatches();
    await batch.end();
    remote.faults.choose = () => undefined;
    await batch.checkOnce();
  } finally {
    await stop(servers);
  }
});
