import { assertEquals } from "@std/assert";
import { keys } from "@/lib/kv/keys.ts";
import { STORE_BOUNDS } from "@/lib/users/backlog.ts";
import type { Usage } from "@/lib/users/usage.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { assertProblem } from "@/testing/problem.ts";
import { ServedBatch } from "@/testing/served_batch.ts";
import { until } from "@/testing/until.ts";
import { serverTest } from "@/tests/e2e/_steps.ts";

/** How long the server may believe its last count of what waits, and more. */
const COUNT_MS = 15_000;

serverTest(
  "a server with too much waiting takes no more, by any route",
  {},
  async (server, step) => {
    const client = new ApiClient(server.url, "ann");
    const batch = await ServedBatch.upload(client, [new File(["%PDF-1.4 broken"], "cv.pdf")]);
    await batch.end();
    const [{ file_id }] = (await batch.read()).files;
    const more = () => client.upload([new File(["a baker"], "more.txt")]);
    const retries = ["/retry", `/files/${file_id}/retry`];
    const post = (path: string) =>
      client.fetch(client.batchPath(batch.id, path), { method: "POST" });

    await step("neither files nor another try of those there are", async () => {
      await withFullStore(server.folder, async () => {
        await until("uploads to be refused", async () => !(await accepts(more())), COUNT_MS);
        await assertProblem(await more(), 429, "too-many-jobs");
        for (const path of retries) await assertProblem(await post(path), 429, "too-many-jobs");
      });
    });

    await step("until there is room", async () => {
      await until("uploads to be taken", () => accepts(more()), COUNT_MS);
      for (const path of retries) {
        assertEquals(await accepts(post(path)), true, path);
        await batch.end();
      }
    });
  },
);

/** Works while another user has as many files waiting as the store may have. */
async function withFullStore(folder: string, work: () => Promise<void>): Promise<void> {
  using kv = await Deno.openKv(`${folder}/kv.sqlite`);
  const key = keys.usage("bob");
  await kv.set(key, { waiting: STORE_BOUNDS.waiting, stored: [] } satisfies Usage);
  await work();
  await kv.delete(key);
}

async function accepts(answer: Promise<Response>): Promise<boolean> {
  const { ok, body } = await answer;
  await body?.cancel();
  return ok;
}
