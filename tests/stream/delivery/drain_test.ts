import { assert, assertEquals } from "@std/assert";
import { ServerProcess } from "@/testing/server_process.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { range } from "@/tests/log_fixture.ts";

Deno.test("a drained server says goodbye, leaves in time, and the next one goes on with nothing lost", async () => {
  await using server = await ServerProcess.start({ env: { LOG_LEVEL: "warn", WORKERS: "0" } });
  const client = new ApiClient(server.url, "u");
  const readers = await Promise.all(range(0, 40).map(() => client.stream()));
  const socket = await client.socket();
  await Promise.all([...readers, socket].map((reader) => reader.next()));
  const published = Promise.all(
    range(0, 100).map(async (n) => {
      const id = await client.publish({ n }).catch(() => null);
      return id === null ? [] : [id];
    }),
  );
  // Each has got something by then, and publishing is under way.
  let positions = (await Promise.all(readers.map((reader) => reader.take(3)))).map((it) =>
    it[2].id!
  );

  const ended = server.kill("SIGTERM");
  const waits: number[] = [];
  positions = await Promise.all(readers.map(async (reader, i) => {
    let position = positions[i];
    for (let event; (event = await reader.next());) {
      if (event.event === "closing") waits.push(Number(event.data.retry_ms));
      else position = event.id!;
    }
    return position;
  }));
  let last;
  for (let event; (event = await socket.next());) last = event;
  assertEquals([last?.event, socket.code], ["closing", 1001]);
  assertEquals((await ended).code, 0);
  assertEquals(waits.length, readers.length);
  assert(new Set(waits).size > 0.9 * waits.length, "they would all come back at once");

  const ids = (await published).flat();
  await server.restart();
  const next = await client.publish({ n: 1000 });
  for (const position of new Set(positions)) {
    await using reader = await client.stream(position);
    assertEquals((await reader.take(1))[0].data.resumed, true);
    const [epoch, seq] = position.split(".");
    const missed = range(Number(seq) + 1, Number(next.split(".")[1]) - Number(seq));
    const events = await reader.take(missed.length);
    assertEquals(events.map((event) => event.id), missed.map((seq) => `${epoch}.${seq}`));
    const got = new Set(events.map((event) => event.id));
    const lost = ids.filter((id) => Number(id.split(".")[1]) > Number(seq) && !got.has(id));
    assertEquals(lost, []);
  }
});
