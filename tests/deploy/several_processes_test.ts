import { assert, assertEquals } from "@std/assert";
import type { ApiClient } from "@/testing/api_client.ts";
import { KvConnectServer } from "@/testing/kv_connect/server.ts";
import { until } from "@/testing/until.ts";
import { assertContiguous, assertEachFileEndsOnce, endsRun } from "@/testing/batch_events.ts";
import { textResumes } from "@/testing/resumes.ts";
import { counted } from "@/testing/metrics.ts";
import { Cluster } from "./cluster.ts";

/** From an update sent to one process to its event from another, in milliseconds. */
const P50_MS = 200;
/** A change of what is open is seen everywhere after so long, in milliseconds. */
const STATUS_MS = 2000;

const test = KvConnectServer.isAvailable ? Deno.test : Deno.test.ignore;

test("three processes on one database serve as one", async (t) => {
  await using cluster = await Cluster.start(3, { WORKERS: "1" });
  const callers = await cluster.callers();
  const step = (name: string, fn: () => Promise<void>) =>
    t.step({ name, fn, sanitizeOps: false, sanitizeResources: false });

  await step("all tell the whole of a batch that one took, and all work on it", async () => {
    const streams = await Promise.all(callers.map((caller) => caller.stream()));
    await Promise.all(streams.map((stream) => stream.one()));
    const batch = (await callers[0].accepted(textResumes(30))).batch_id;
    const told = await Promise.all(
      streams.map((stream) => stream.until((event) => endsRun(event, batch), 30_000)),
    );
    assertContiguous(told[0]);
    assertEachFileEndsOnce(told[0], 30);
    const asSent = told.map((events) => events.map(({ event, id, data }) => ({ event, id, data })));
    assertEquals(asSent[1], asSent[0]);
    assertEquals(asSent[2], asSent[0]);
    for (const { url } of cluster.servers) {
      assert(await counted(url, "jobs_started_total") > 0, "one did nothing");
    }
    await Promise.all(streams.map((stream) => stream.close()));
  });

  await step(`updates sent to one leave another within ${P50_MS} ms at p50`, async () => {
    const latencies = await measure(callers[0], callers[1], 25);
    const p50 = latencies[Math.floor(latencies.length / 2)];
    console.log(`p50 ${Math.round(p50)} ms, most ${Math.round(latencies.at(-1)!)} ms`);
    assert(p50 < P50_MS, `${p50} ms`);
  });

  await step("all know what is open in all, also after kill -9 of one", async () => {
    const [a, b] = [callers, await cluster.callers()];
    const streams = await Promise.all([a[0], a[1], b[1]].map((caller) => caller.stream()));
    for (const caller of callers) await opens(caller, { streams: 3, instances: 3 }, STATUS_MS);
    await cluster.servers[1].kill("SIGKILL");
    const start = performance.now();
    await opens(callers[2], { streams: 1, instances: 2 }, STATUS_MS);
    console.log(`the dead one was gone after ${Math.round(performance.now() - start)} ms`);
    await streams[0].close();
    await opens(callers[2], { streams: 0, instances: 2 }, STATUS_MS);
    await Promise.all(streams.map((stream) => stream.close()));
  });
});

/** Milliseconds from before an update is sent to its event at another process, sorted. */
async function measure(to: ApiClient, from: ApiClient, count: number): Promise<number[]> {
  await using stream = await from.stream();
  await stream.one();
  const latencies: number[] = [];
  for (let n = 0; n < count; n++) {
    const start = performance.now();
    const sent = to.call("POST", to.progressPath, { completed: n, total: count, n });
    const event = await stream.one();
    assertEquals([event.data.n, (await sent).status], [n, 202]);
    latencies.push(event.at - start);
  }
  return latencies.sort((a, b) => a - b);
}

/** Waits until a process tells of so many streams in so many processes. */
async function opens(
  caller: ApiClient,
  expected: { streams: number; instances: number },
  timeoutMs: number,
): Promise<void> {
  let told: unknown;
  const isRight = async () => {
    const { active_connections, instances } = await caller.api.connections();
    told = { streams: active_connections, instances };
    return JSON.stringify(told) === JSON.stringify(expected);
  };
  await until(JSON.stringify(expected), isRight, timeoutMs).catch((error) => {
    throw new Error(`${error.message}, it tells of ${JSON.stringify(told)}`);
  });
}
