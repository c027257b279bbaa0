import { assertEquals, assertMatch } from "@std/assert";
import { ApiClient } from "@/testing/api_client.ts";
import { ServerProcess } from "@/testing/server_process.ts";
import { until } from "@/testing/until.ts";
import { textResumes } from "@/testing/resumes.ts";

/** What happens to the file under a running server. */
const LOSSES: [name: string, lose: (path: string) => Promise<void>][] = [
  ["deleted", (path) => Deno.remove(path)],
  ["replaced by a copy", async (path) => {
    await Deno.copyFile(path, `${path}.copy`);
    await Deno.rename(`${path}.copy`, path);
  }],
  ["left without its log", (path) => Deno.remove(`${path}-wal`)],
];

for (const [name, lose] of LOSSES) {
  Deno.test(`a database file that was ${name} takes nothing more, and is told of`, async () => {
    await using server = await ServerProcess.start({ env: { WORKERS: "0" } });
    const caller = new ApiClient(server.url, "ann");
    await caller.accepted(textResumes(1));
    await lose(`${server.folder}/kv.sqlite`);

    const refused = await caller.upload(textResumes(1));
    assertEquals([refused.status, refused.headers.get("retry-after")], [503, "30"]);
    assertMatch((await refused.json()).detail, /the database file is gone or was replaced/);
    const update = { completed: 1, total: 2 };
    assertEquals((await caller.call("POST", caller.progressPath, update)).status, 503);
    assertEquals((await caller.call("GET", caller.statusPath)).status, 200);

    // What it was found to be lasts a second.
    await until("it to be unready", async () => await readiness(server) === 503);
    const ready = await fetch(`${server.url}/readyz`);
    assertEquals(ready.headers.get("content-type"), "application/problem+json");
    assertMatch((await ready.json()).detail, /start the server anew/);
    assertEquals(server.log.split("the database file is gone").length, 2, server.log);
    assertMatch(server.log, /"level":"ERROR"/);
  });
}

Deno.test("a database file that is lost while an upload is under way takes back the answer", async () => {
  await using server = await ServerProcess.start({ env: { WORKERS: "0" } });
  const form = new FormData();
  form.append("job_description", "A baker");
  form.append("files", new File(["bread and ovens"], "a.txt"));
  const body = new Response(form);
  const all = new Uint8Array(await body.clone().arrayBuffer());
  const rest = Promise.withResolvers<void>();
  const uploaded = fetch(`${server.url}/api/v1/resumes/upload?user_id=ann`, {
    method: "POST",
    headers: { "content-type": body.headers.get("content-type")! },
    body: new ReadableStream({
      async start(controller) {
        controller.enqueue(all.subarray(0, -50));
        await rest.promise;
        controller.enqueue(all.subarray(-50));
        controller.close();
      },
    }),
  });
  // The server has begun to read it by the time it has answered another that came later.
  for (let i = 0; i < 5; i++) assertEquals(await readiness(server), 200);
  await Deno.remove(`${server.folder}/kv.sqlite`);
  rest.resolve();
  assertEquals(await statusOf(uploaded), 503);
});

async function readiness({ url }: ServerProcess): Promise<number> {
  return await statusOf(fetch(`${url}/readyz`));
}

async function statusOf(answer: Promise<Response>): Promise<number> {
  const response = await answer;
  await response.body?.cancel();
  return response.status;
}
