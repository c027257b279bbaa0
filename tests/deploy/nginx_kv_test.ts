import { assert, assertEquals } from "@std/assert";
import { ServedBatch } from "@/testing/served_batch.ts";
import { KvConnectServer } from "@/testing/kv_connect/server.ts";
import { range } from "@/tests/log_fixture.ts";
import { ServerProcess } from "@/testing/server_process.ts";
import { until } from "@/testing/until.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { textResumes } from "@/testing/resumes.ts";
import { counted } from "@/testing/metrics.ts";
import { NginxKvProxy } from "./nginx_kv_proxy.ts";
import { NginxProxy } from "./nginx_proxy.ts";

/** What a handle of the app takes at most, each open as long as its process runs. */
const WATCHES = 150;
/** More than the 1.1 KB from which on a commit waits, without nginx. */
const COMMIT_BYTES = 4000;
const COMMITS = 20;

const ignore = !NginxProxy.isInstalled || !KvConnectServer.isAvailable;

Deno.test({ name: "nginx before KV Connect", ignore }, async (t) => {
  const folder = await Deno.makeTempDir({ prefix: "nginx_kv_test_" });
  await using stack = new AsyncDisposableStack();
  stack.defer(() => Deno.remove(folder, { recursive: true }));
  const path = `${folder}/kv.sqlite`;
  let database = new KvConnectServer({ path });
  stack.defer(() => database[Symbol.asyncDispose]());
  const nginx = stack.use(await NginxKvProxy.start(database.port));
  const step = (name: string, fn: () => Promise<void>) =>
    t.step({ name, fn, sanitizeOps: false, sanitizeResources: false });

  await step("a handle has all its watches, and each rings", async () => {
    using kv = await database.connect(nginx.url);
    const readers = range(0, WATCHES).map((n) => kv.watch([["w", n]]).getReader());
    await Promise.all(readers.map((reader) => reader.read()));
    for (const [n, reader] of readers.entries()) {
      const [{ value }] = await Promise.all([reader.read(), kv.set(["w", n], n)]);
      assertEquals(value?.[0].value, n);
    }
    for (const reader of readers) await reader.cancel();
  });

  await step("the largest commit passes, and nothing is written to nginx's disk", async () => {
    using kv = await database.connect(nginx.url);
    const atomic = kv.atomic();
    for (const n of range(0, 12)) atomic.set(["large", n], new Uint8Array(65_000).fill(7));
    assert((await atomic.commit()).ok);
    const entries = await Array.fromAsync(kv.list<Uint8Array>({ prefix: ["large"] }));
    assertEquals(entries.map(({ value }) => value.length), Array(12).fill(65_000));
    assert(!(await nginx.errors()).includes("temporary file"));
  });

  await step("a commit waits while the server is away", async () => {
    using kv = await database.connect(nginx.url);
    const { port } = database;
    await kv.set(["before"], 1);
    await database[Symbol.asyncDispose]();
    const commit = kv.set(["after"], 2);
    await until("nginx to find no server", async () => (await nginx.errors()).includes("refused"));
    database = new KvConnectServer({ path, port });
    assert((await commit).ok);
    assertEquals((await kv.getMany([["before"], ["after"]])).map(({ value }) => value), [1, 2]);
  });

  await step("two processes do the main job, woken by watches", async () => {
    const env = { WORKERS: "1", KV_URL: nginx.url, DENO_KV_ACCESS_TOKEN: database.token };
    await using first = await ServerProcess.start({ env });
    await using second = await ServerProcess.start({ env });
    const batch = await ServedBatch.upload(new ApiClient(first.url, "ann"), textResumes(30));
    await batch.end();
    await batch.checkOnce();
    for (const { url } of [first, second]) {
      assert(await counted(url, "jobs_wakeups_total", 'source="watch"') > 0);
    }
  });

  await step(`commits of ${COMMIT_BYTES} bytes one after another, timed`, async () => {
    const [direct, proxied] = [await timed(database.url), await timed(nginx.url)];
    const ratio = (direct / proxied).toFixed(1);
    console.log(`${direct.toFixed(1)} ms, with nginx ${proxied.toFixed(1)} ms: ${ratio} times`);
  });

  /** Milliseconds of a commit. */
  async function timed(url: string): Promise<number> {
    using kv = await database.connect(url);
    const start = performance.now();
    for (const n of range(0, COMMITS)) await kv.set(["timed", n], new Uint8Array(COMMIT_BYTES));
    return (performance.now() - start) / COMMITS;
  }
});
