import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { endlessPdf } from "@/lib/extract/testing/pdf_fixture.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { ensureBuild } from "@/testing/build.ts";
import { KvConnectServer } from "@/testing/kv_connect/server.ts";
import { ServerProcess } from "@/testing/server_process.ts";
import { assertContiguous, assertEachFileEndsOnce, endsRun } from "@/testing/batch_events.ts";
import { textResumes } from "@/testing/resumes.ts";
import { counted } from "@/testing/metrics.ts";
import { SECRET } from "./cluster.ts";
import { DENO_SERVE } from "@/testing/process/deno_run.ts";

/** Deno Deploy kills so long after SIGINT, in milliseconds. */
const GRACE_MS = 5000;
/** Deno Deploy may take who sends nothing for 5 s for idle: streams send something before. */
const BUSY_SILENCE_MS = 4500;

const test = KvConnectServer.isAvailable ? Deno.test : Deno.test.ignore;

/** What Deno Deploy sets, with a database as remote as its own. */
function deployment(database: KvConnectServer): Record<string, string> {
  return {
    DENO_DEPLOY: "1",
    DENO_KV_DEFAULT_PATH: database.url,
    DENO_KV_ACCESS_TOKEN: database.token,
    KV_PATH: "",
    AUTH_MODE: "",
    AUTH_SECRET: SECRET,
  };
}

test("the build does the main job as Deno Deploy runs it, and leaves in time", async () => {
  await using database = new KvConnectServer();
  await using server = await ServerProcess.start({
    env: deployment(database),
    via: "deno serve",
  });
  const caller = await ApiClient.identify(server.url);
  assertEquals(caller.via, "session");
  await doesMainJob(caller);
  await takesPagesByTls(caller);
  assert(await counted(server.url, "jobs_wakeups_total", 'source="watch"') > 0);
  assertEquals(await counted(server.url, "jobs_wakeups_total", 'source="queue"'), 0);

  await using stream = await caller.stream();
  await using socket = await caller.socket();
  await caller.accepted([new File([endlessPdf()], "endless.pdf")]);
  await stream.until(({ data }) => data.state === "extracting");
  const silent = performance.now();
  await stream.keptAlive(1, BUSY_SILENCE_MS);
  assert(performance.now() - silent > 1000, "not at once either");

  const ending = server.kill("SIGINT");
  const start = performance.now();
  await stream.until(({ event }) => event === "closing");
  await socket.until(({ event }) => event === "closing");
  assertEquals((await ending).code, 0);
  assert(performance.now() - start < GRACE_MS);
});

test("what can't be on Deno Deploy ends the start with one line", async (t) => {
  await ensureBuild();
  await using database = new KvConnectServer();
  // All other settings are refused as the first is (settings_test.ts); what is not set, once all is open.
  const cases = [
    [{ AUTH_MODE: "open" }, 'Cannot use AUTH_MODE: "open" can\'t be used, on Deno Deploy'],
    [{ AUTH_SECRET: "" }, "Cannot use AUTH_SECRET: it is not set"],
  ] as const;
  await Promise.all(cases.map(([env, line]) =>
    t.step({
      name: Object.entries(env).join().replace(",", "="),
      sanitizeOps: false,
      sanitizeResources: false,
      sanitizeExit: false,
      fn: async () => {
        const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
          args: [...DENO_SERVE, "--host", "127.0.0.1", "--port", "0", "_fresh/server.js"],
          env: { ...deployment(database), ...env },
        }).output();
        const lines = [stdout, stderr].map((it) => new TextDecoder().decode(it).trim()).join("");
        assertEquals(code, 1);
        assertStringIncludes(lines, line);
        assertEquals(lines.split("\n").length, 1, lines);
      },
    })
  ));
});

Deno.test("cron is at a module's top level, where Deno Deploy looks for it", async () => {
  const main = await Deno.readTextFile(new URL("../../main.ts", import.meta.url));
  assertEquals(main.match(/\bDeno\.cron\(/g)?.length, main.match(/^Deno\.cron\(/gm)?.length);
  assert(main.includes("\nDeno.cron("), "it is nowhere");
});

/** TLS ends before the app, so the page's Origin is https and the request is not. */
async function takesPagesByTls({ base, progressPath }: ApiClient): Promise<void> {
  const forwarded = { "x-forwarded-proto": "https" };
  const page = await fetch(base, { headers: forwarded });
  await page.body?.cancel();
  const [cookie, ...attributes] = page.headers.getSetCookie()[0].split("; ");
  assert(cookie.startsWith("__Host-") && attributes.includes("Secure"), cookie);
  const headers = { ...forwarded, cookie, origin: base.replace("http:", "https:") };
  const body = JSON.stringify({ completed: 1, total: 2 });
  const path = progressPath.replace(/[^/]+$/, "me");
  const response = await fetch(base + path, { method: "POST", headers, body });
  assertEquals(response.status, 202, await response.text());
}

async function doesMainJob(caller: ApiClient): Promise<void> {
  await using stream = await caller.stream();
  const { data } = await stream.one();
  assertEquals([data.user_id, data.progress], [caller.user, null]);
  const batch = (await caller.accepted(textResumes(5))).batch_id;
  const events = await stream.until((event) => endsRun(event, batch), 20_000);
  assertContiguous(events);
  assertEachFileEndsOnce(events, 5);
  const results = await caller.call("GET", `/api/v1/resumes/batches/${batch}/results`);
  assertEquals([results.status, results.body!.total], [200, 5]);
  const { body } = await caller.call("DELETE", caller.progressPath);
  const deleted = body!.deleted as Record<string, number>;
  assertEquals([deleted.batches, deleted.files], [1, 5]);
  assertEquals((await stream.one()).event, "reset");
  assertEquals((await caller.call("GET", caller.statusPath)).body!.progress, null);
}
