import { assertEquals } from "@std/assert";
import { ensureBuild } from "@/testing/build.ts";
import { ProcessGroup } from "@/testing/process/process_group.ts";
import { freePort } from "@/testing/server_process.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { until } from "@/testing/until.ts";

const ignore = Deno.build.os !== "linux";

/** Runs a task as a group of its own, and gives it over once it is ready. */
async function withTask(
  task: string,
  work: (group: ProcessGroup, url: string) => Promise<void>,
): Promise<void> {
  await ensureBuild();
  const folder = await Deno.makeTempDir({ prefix: "signals_test_" });
  const port = freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PORT: String(port),
    KV_PATH: `${folder}/kv.sqlite`,
    WORKERS: "1",
    AUTH_MODE: "open",
  };
  try {
    await using group = new ProcessGroup(["task", task], env);
    const answers = () => fetch(`${url}/healthz`).then((it) => it.text(), () => "");
    await until(task, async () => await answers() === "ok\n", 60_000);
    await work(group, url);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.test({
    name: `${signal} to the whole group of deno task start says goodbye and ends with 0`,
    ignore,
    fn: () =>
      withTask("start", async (group, url) => {
        await using stream = await new ApiClient(url, "u").stream();
        await stream.next();
        await group.signal(signal);
        assertEquals((await stream.next())?.event, "closing");
        assertEquals(await stream.next(), null);
        const { code } = await group.status;
        assertEquals((await group.output).includes('"message":"ended"'), true);
        assertEquals(code, 0);
        await until("the end of the sandboxes", () => group.members.length === 0);
      }),
  });
}

for (const whom of ["process", "group"] as const) {
  Deno.test({
    name: `SIGTERM to the ${whom} of deno task dev leaves nothing standing`,
    ignore,
    fn: () =>
      withTask("dev", async (group) => {
        if (whom === "group") await group.signal("SIGTERM");
        else group.signalLeader("SIGTERM");
        await until("the end of all", () => group.members.length === 0);
      }),
  });
}
