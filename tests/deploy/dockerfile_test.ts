import { assertEquals } from "@std/assert";
import { ApiClient } from "@/testing/api_client.ts";
import { freePort } from "@/testing/server_process.ts";
import { until } from "@/testing/until.ts";
import { endsRun } from "@/testing/batch_events.ts";
import { textResumes } from "@/testing/resumes.ts";
import { Image } from "./image.ts";

/** What no server needs. */
const DEV_PACKAGES = [
  "ajv",
  "axe-core",
  "better-sse",
  "eventsource",
  "fast-check",
  "hono",
  "playwright",
];

Deno.test({
  name: "the Dockerfile's lines make a server with all it needs, and nothing of the tests'",
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using image = await Image.build("deploy/Dockerfile");
    const packages = [...Deno.readDirSync(`${image.folder}/node_modules/.deno`)];
    const named = packages.map(({ name }) => name);
    assertEquals(named.filter((name) => DEV_PACKAGES.some((it) => name.startsWith(it))), []);

    const port = freePort();
    const env = { PORT: String(port), LISTEN_HOST: "127.0.0.1", WORKERS: "1" };
    await using server = image.command(image.argumentsOf("CMD"), env).spawn();
    const output = Promise.all([server.stdout, server.stderr].map((it) => new Response(it).text()));
    const check = async () => {
      const [, ...args] = image.argumentsOf("HEALTHCHECK");
      return (await image.command(args, { PORT: env.PORT }).output()).code;
    };
    try {
      await until("a healthy container", async () => await check() === 0, 60_000);
      const caller = await ApiClient.identify(`http://127.0.0.1:${port}`);
      await using stream = await caller.stream();
      const { batch_id } = await caller.accepted(textResumes(1));
      await stream.until((event) => endsRun(event, batch_id), 20_000);
    } finally {
      server.kill("SIGTERM");
    }
    assertEquals((await server.status).code, 0);
    // In a child of its own: what it runs was built without the registry.
    assertEquals((await output).join("").includes("Documents are read in Workers"), false);
    assertEquals(await check(), 1);
  },
});
