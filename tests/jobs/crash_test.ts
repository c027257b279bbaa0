import { assert, assertEquals } from "@std/assert";
import { userTables } from "@/lib/kv/keys.ts";
import { runCommand } from "@/scripts/jobs.ts";
import { ServerProcess } from "@/testing/server_process.ts";
import { delay, until } from "@/testing/until.ts";
import { ServedBatch } from "@/testing/served_batch.ts";
import { endlessPdf } from "@/lib/extract/testing/pdf_fixture.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { textResumes } from "@/testing/resumes.ts";
import { childrenOf, commandOf, isAlive, kill } from "@/testing/process/processes.ts";
import { rounds } from "@/testing/thorough.ts";
import { untilIdle } from "@/testing/metrics.ts";

Deno.test("a server starts its sandboxes before the first file comes, and a batch survives kill -9 and a restart at once, each file ended once", async () => {
  await using server = await ServerProcess.start({ env: { WORKERS: "2" } });
  const commands = () => Promise.all(childrenOf(server.pid).map(commandOf));
  await until("both sandboxes", async () => {
    return (await commands()).filter((command) => command.includes("child_main.ts")).length === 2;
  });
  const batch = await ServedBatch.upload(
    new ApiClient(server.url, "ann"),
    textResumes(rounds(30, 60)),
  );
  await batch.ended(10);
  const sandboxes = childrenOf(server.pid);
  assert(sandboxes.length > 0);
  await server.restart("SIGKILL");
  // Well before KV itself would deliver again; `deno task soak:jobs` is strict about the times.
  await batch.end(30_000);
  await until("the sandboxes to end", () => !sandboxes.some(isAlive));
  await batch.checkOnce();
});

Deno.test("a file that kills its reader each time fails alone, is listed and can be retried", async () => {
  await using server = await ServerProcess.start({ env: { WORKERS: "1" } });
  const poison = endlessPdf();
  const batch = await ServedBatch.upload(new ApiClient(server.url, "ann"), textResumes(5), 11);
  await batch.ended(5);
  await batch.add([new File([poison], "poison.pdf")]);
  const state = async () => (await batch.read()).files[5].state;
  await until("the poison to be given up", async () => {
    if (await state() === "extracting") {
      childrenOf(server.pid).forEach(kill);
      await delay(50);
    }
    return await state() === "failed";
  });
  await batch.add(textResumes(10).slice(5));
  await batch.end();
  const { files, status } = await batch.read();
  assertEquals([status, files.filter((file) => file.state === "done").length], ["completed", 10]);
  await batch.checkOnce();
  const list = () =>
    Array.fromAsync(runCommand({ name: "list", states: ["dead"], limit: 10 }, server.url));
  const [line, ...others] = await list();
  assertEquals([line.split("\t").slice(0, 5), others], [
    ["dead", "ann", files[5].file_id, "screen", "3"],
    [],
  ]);
  const retry = { name: "retry", job: files[5].file_id, user: "ann" } as const;
  const [answer] = await Array.fromAsync(runCommand(retry, server.url));
  assertEquals(answer.endsWith(`in run 2 of batch ${batch.id}`), true, answer);
  assertEquals([await list(), (await batch.read()).run], [[], 2]);
});

Deno.test("DELETE in the middle of a batch leaves nothing, and nothing comes back", async () => {
  await using server = await ServerProcess.start({ env: { WORKERS: "1" } });
  const batch = await ServedBatch.upload(
    new ApiClient(server.url, "ann"),
    textResumes(rounds(50, 200)),
  );
  await batch.ended(5);
  await batch.client.api.forget("ann");
  await untilIdle(server.url);
  await server.kill("SIGTERM");
  using kv = await Deno.openKv(`${server.folder}/kv.sqlite`);
  const left = (await Array.fromAsync(kv.list({ prefix: [] }))).map(({ key }) => key);
  assertEquals(left.filter((key) => key.includes("ann")), []);
  assertEquals(left.filter(([table]) => userTables.some((it) => it.table === table)), []);
});
