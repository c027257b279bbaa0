import { assert, assertEquals } from "@std/assert";
import { newBatch } from "@/lib/batches/batch.ts";
import { keys } from "@/lib/kv/keys.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { rounds } from "@/testing/thorough.ts";
import { delay } from "@/testing/until.ts";
import { serverTest } from "@/tests/e2e/_steps.ts";

const MB = 1_000_000;
const FILES = 1000;
/** Their results are of 15 kB. */
const FILES_PER_COMMIT = 40;
const folder = await Deno.makeTempDir({ prefix: "large_results_" });
const path = `${folder}/kv.sqlite`;
// Before there is a server: the file takes one process.
await storeResults("ann", "b1");

serverTest("a server streams large results", {
  env: { WORKERS: "0", KV_PATH: path },
}, async (server, step) => {
  const caller = await ApiClient.identify(server.url, { user: "ann" });

  await step("many fetches of 15 MB at once, in memory that doesn't grow with them", async () => {
    const before = await server.residentBytes();
    let most = 0;
    let slowest = 0;
    const measure = setInterval(async () => {
      most = Math.max(most, await server.residentBytes());
    }, 20);
    const done = new AbortController();
    const asking = ask(server.url, done.signal, (ms) => slowest = Math.max(slowest, ms));
    const bytes = await Promise.all(Array.from({ length: rounds(8, 20) }, async (_, i) => {
      const format = i % 2 ? "&format=csv" : "";
      const response = await caller.fetch(caller.batchPath("b1", "/results") + format, {
        headers: { "accept-encoding": i % 4 < 2 ? "gzip" : "identity" },
      });
      let bytes = 0;
      for await (const piece of response.body!) bytes += piece.length;
      return bytes;
    }));
    done.abort();
    await asking;
    clearInterval(measure);
    const mb = (bytes: number) => Math.round(bytes / MB);
    console.log(
      `${mb(bytes.reduce((a, b) => a + b))} MB of results: ${mb(before)} -> ${
        mb(most)
      } MB resident, ` +
        `/healthz in ${Math.round(slowest)} ms at most`,
    );
    assert(mb(bytes[0]) >= 15);
    assert(most - before < 300 * MB, `${mb(most - before)} MB more`);
  });

  await step("what is streamed is whole", async () => {
    const { body } = await caller.call("GET", caller.batchPath("b1", "/results"));
    const { results, total } = body as { results: { rank: number }[]; total: number };
    assertEquals([results.length, total], [FILES, FILES]);
    assertEquals(results.map(({ rank }) => rank), results.map((_, i) => i + 1));
    const csv = await caller.fetch(caller.batchPath("b1", "/results") + "&format=csv");
    assertEquals((await csv.text()).trimEnd().split("\r\n").length, FILES + 1);
  });

  await Deno.remove(folder, { recursive: true });
});

/** Asks over and over for what takes no time, and tells how long it took. */
async function ask(url: string, signal: AbortSignal, told: (ms: number) => void): Promise<void> {
  while (!signal.aborted) {
    const start = performance.now();
    await (await fetch(`${url}/healthz`)).body?.cancel();
    told(performance.now() - start);
    await delay(20); // Without a rest it would be most of the work.
  }
}

async function storeResults(user: string, id: string): Promise<void> {
  using kv = await Deno.openKv(path);
  const batch = { ...newBatch(id, user, null, new Date()), received: FILES, successful: FILES };
  await kv.set(keys.batch(user, id), batch);
  const encoder = new TextEncoder();
  let operation = kv.atomic();
  for (let i = 0; i < FILES; i++) {
    const file = `${id}-${String(i).padStart(5, "0")}`;
    const result = {
      score: i / 10,
      candidate: { name: `Person ${i}`, skills: [] },
      summary: "good ".repeat(3000),
      parts: [],
      requirements: [],
      matched: ["sql"],
      missing: [],
      gates: [],
      warnings: [],
    };
    operation
      .set(keys.file(user, id, file), { id: file, name: `${i}.txt`, state: "done", attempt: "t" })
      .set(keys.fileByScore(user, id, i / 10, file), true)
      .set(keys.result(user, id, file, "t"), encoder.encode(JSON.stringify(result)));
    if ((i + 1) % FILES_PER_COMMIT !== 0) continue;
    await operation.commit();
    operation = kv.atomic();
  }
}
