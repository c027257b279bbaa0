import { assert, assertEquals } from "@std/assert";
import { ServerProcess } from "@/tests/server_process.ts";
import { publish, stall } from "@/tests/stream/stall.ts";
import { StalledClient } from "@/tests/stream/stalled_client.ts";
import { until } from "@/tests/until.ts";

Deno.test("100 clients that don't read cost less than 60 MB, and get the rest when they do", async () => {
  const report = await stall(30);
  assert(report.addedMiB < 60, JSON.stringify(report));
  // Within what a log keeps, nothing is reset.
  const all = `${report.events} events, 0 resets`;
  assertEquals([report.sse, report.ws], [all, all]);
});

Deno.test("streams of clients that don't read end with their life, their connections when they read on", async () => {
  await using server = await ServerProcess.start({
    env: { STREAM_MAX_SECONDS: "4", LOG_LEVEL: "warn" },
  });
  const active = async () => {
    const response = await fetch(`${server.url}/api/v1/sse/connections/status`);
    return (await response.json()).active_connections;
  };
  using stack = new DisposableStack();
  const clients = await Promise.all(
    Array.from(
      { length: 20 },
      (_, i) => StalledClient.open(server.port, "u", i % 2 ? "ws" : "sse"),
    ),
  );
  for (const client of clients) stack.use(client);
  await until("all streams", async () => await active() === 20);
  await publish(server, "u", 120); // More than the buffers of the system take.
  await until("the end of all streams", async () => await active() === 0);
  for (const client of clients) await client.ended();
});
