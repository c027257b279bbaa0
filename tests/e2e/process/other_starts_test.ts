import { assert, assertEquals, assertMatch } from "@std/assert";
import { ApiClient } from "@/testing/api_client.ts";
import { freePort, ServerProcess } from "@/testing/server_process.ts";
import { until } from "@/testing/until.ts";
import { assertDrains } from "@/tests/e2e/_drain.ts";
import { mainJob } from "@/tests/e2e/_main_job.ts";
import { serverTest } from "@/tests/e2e/_steps.ts";

const deploy = { env: { AUTH_MODE: "session" }, via: "deno serve" } as const;

serverTest("deno serve runs the build as Deno Deploy does", deploy, async (server, step) => {
  const caller = await ApiClient.identify(server.url);

  await step("the main job runs, by a session with a key of the server's making", async () => {
    assertEquals(caller.via, "session");
    await mainJob(caller);
  });

  await step("deno task token makes a token that this server takes", async () => {
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["task", "--quiet", "token", caller.user, "--scopes", "read"],
      env: { KV_PATH: `${server.folder}/kv.sqlite` },
    }).output();
    const token = new TextDecoder().decode(stdout).trim();
    const program = await ApiClient.identify(server.url, { token });
    assertEquals([program.via, program.user], ["token", caller.user]);
  });

  await assertDrains(server, caller, step);
});

Deno.test("deno task dev serves the page and the main job in open mode", async () => {
  const folder = await Deno.makeTempDir({ prefix: "dev_test_" });
  const port = freePort();
  const dev = new Deno.Command(Deno.execPath(), {
    args: ["task", "dev"],
    env: { PORT: String(port), KV_PATH: `${folder}/kv.sqlite`, WORKERS: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const url = `http://127.0.0.1:${port}`;
  try {
    await until("deno task dev", () => answers(url), 60_000);
    const page = await (await fetch(url)).text();
    assert(page.includes("Screen resumes against a job"), page);
    const [, script] = /<link rel="modulepreload" href="([^"]+)"/.exec(page) ?? [];
    assertMatch(await (await fetch(new URL(script, url))).text(), /import|export|function/);
    const caller = await ApiClient.identify(url, { user: "developer" });
    const before = await caller.api.connections();
    assertEquals(caller.via, "open");
    await mainJob(caller);
    const after = await caller.api.connections();
    assertEquals(
      after.this_instance.instance_id,
      before.this_instance.instance_id,
      "it started anew by itself",
    );
  } finally {
    // As Ctrl-C does.
    dev.kill("SIGINT");
    await dev.status;
    await until("its end", async () => !(await answers(url)));
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test({
  name: "deno task start listens where LISTEN_HOST says, and in session mode everywhere by default",
  // All of 127.0.0.0/8 is this machine there.
  ignore: Deno.build.os !== "linux",
  async fn() {
    for (const [LISTEN_HOST, elsewhere] of [["127.0.0.1", false], ["", true]] as const) {
      await using server = await ServerProcess.start({
        env: { AUTH_MODE: "session", LISTEN_HOST, WORKERS: "0" },
      });
      assertEquals(await answers(`http://127.0.0.2:${server.port}`), elsewhere);
    }
  },
});

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`);
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
