import { assert, assertEquals } from "@std/assert";
import { EventStream } from "@/lib/sse/event_stream.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { EventReader } from "@/testing/event_reader.ts";
import { LogFixture, range } from "@/tests/log_fixture.ts";
import { counted } from "@/testing/metrics.ts";
import { ServerProcess } from "@/testing/server_process.ts";
import { publish, stall } from "@/tests/stream/clients/stall.ts";
import { StalledClient } from "@/tests/stream/clients/stalled_client.ts";
import { rounds } from "@/testing/thorough.ts";
import { until } from "@/testing/until.ts";

Deno.test("100 clients that don't read cost less than 60 MB, and get the rest when they do", async () => {
  const report = await stall(rounds(6, 30));
  assert(report.addedMiB < 60, JSON.stringify(report));
  // Within what a log keeps, nothing is reset.
  const all = `${report.events} events, 0 resets`;
  assertEquals([report.sse, report.ws], [all, all]);
});

Deno.test("streams of clients that don't read end with their life, their connections when they read on", async () => {
  await using server = await ServerProcess.start({
    env: { STREAM_MAX_SECONDS: "4", LOG_LEVEL: "warn", WORKERS: "0" },
  });
  const client = new ApiClient(server.url, "u");
  using stack = new DisposableStack();
  const clients = await Promise.all(
    Array.from(
      { length: 20 },
      (_, i) => StalledClient.open(server.port, "u", i % 2 ? "ws" : "sse"),
    ),
  );
  for (const client of clients) stack.use(client);
  // On a slow machine the first may have ended before the last has begun.
  await until("all streams", async () => await counted(server.url, "streams_opened_total") === 20);
  await publish(server, "u", 120); // More than the buffers of the system take.
  await until("the end of all streams", async () => await client.activeConnections() === 0);
  for (const client of clients) await client.ended();
});

Deno.test("a stream that isn't read is ended after two keepalives and a grace, one that is goes on", async () => {
  await using at = await LogFixture.open();
  const hub = at.newHub({ keepaliveSeconds: 1, stallGraceSeconds: 4 });
  const options = { hostname: "127.0.0.1", port: 0, onListen() {} };
  await using server = Deno.serve(
    options,
    () => new Response(new EventStream(hub, "u").open(null)),
  );
  await using reader = new EventReader(
    (await fetch(`http://127.0.0.1:${server.addr.port}/`)).body!,
  );
  await reader.take(1);
  using stalled = await StalledClient.open(server.addr.port, "u");
  await until("both streams", () => hub.streamCount === 2);
  const reading = reader.numbers(120);
  // Of 40 KiB each: more than the buffers of the system take.
  await Promise.all(range(1, 120).map((n) => at.append("u", n, { padding: 40_000 })));
  assertEquals(await reading, range(1, 120));
  await until("the end of the one", () => hub.streamCount === 1);
  const metrics = await at.metrics.text();
  assert(metrics.includes('streams_closed_total{reason="stalled"} 1'), metrics);
  await at.append("u", 121);
  assertEquals(await reader.numbers(1), [121]);
  await stalled.ended();
});
