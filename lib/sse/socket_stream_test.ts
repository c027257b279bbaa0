import { assertEquals } from "@std/assert";
import type { Hub } from "@/lib/sse/hub.ts";
import { SocketStream } from "@/lib/sse/socket_stream.ts";
import { LogFixture, range } from "@/tests/log_fixture.ts";
import { SocketReader } from "@/testing/socket_reader.ts";
import { until } from "@/testing/until.ts";

/** Serves the socket streams of a hub, of the user and after the id that the query names. */
function serve(hub: Hub) {
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
    const { socket, response } = Deno.upgradeWebSocket(request);
    const { searchParams } = new URL(request.url);
    new SocketStream(hub, "u", socket).open(searchParams.get("after"));
    return response;
  });
  return {
    open: (after = "") => SocketReader.open(`ws://127.0.0.1:${server.addr.port}/?after=${after}`),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

Deno.test("SocketStream brings the log in frames, from the id that it resumes from", async () => {
  await using at = await LogFixture.open();
  const hub = at.newHub();
  await using server = serve(hub);
  await using first = await server.open();
  const connected = await first.next();
  assertEquals(connected?.event, "connected");
  const appending = Promise.all(range(1, 500).map((n) => at.append("u", n, { padding: 2000 })));
  assertEquals(await first.numbers(500), range(1, 500));
  const ids = (await appending).map(({ id }) => id!);
  await using second = await server.open(ids[99]);
  const resumed = await second.next();
  assertEquals([resumed?.data.resumed, resumed?.id], [true, ids[99]]);
  assertEquals(await second.numbers(400), range(101, 400));
});

Deno.test("SocketStream answers an unusable id with a reset", async () => {
  await using at = await LogFixture.open();
  await at.append("u", 1);
  await using server = serve(at.newHub());
  await using reader = await server.open("nonsense");
  await reader.next();
  const reset = await reader.next();
  assertEquals([reset?.event, reset?.data.reason], ["reset", "unknown"]);
});

Deno.test("SocketStream leaves the counts when its client goes", async () => {
  await using at = await LogFixture.open();
  const hub = at.newHub();
  await using server = serve(hub);
  const reader = await server.open();
  await reader.next();
  assertEquals([hub.streamCount, hub.userCount], [1, 1]);
  await reader[Symbol.asyncDispose]();
  await until("none", () => hub.streamCount === 0);
});

Deno.test("SocketStream is silent no longer than keepaliveSeconds", async () => {
  await using at = await LogFixture.open();
  await using server = serve(at.newHub({ keepaliveSeconds: 1 }));
  await using reader = await server.open();
  await reader.next();
  await until("a keepalive", () => reader.keepalives.length > 0);
  const [{ event, id, data }] = reader.keepalives;
  assertEquals([event, id, Object.keys(data)], ["keepalive", null, ["at"]]);
});

const endings: { name: string; reason: string; code: number; end: (hub: Hub) => void }[] = [
  { name: "at a drain", reason: "drain", code: 1001, end: (hub) => hub.drain() },
  { name: "at the end of its life", reason: "lifetime", code: 1001, end: () => {} },
];

for (const { name, reason, code, end } of endings) {
  Deno.test(`SocketStream says goodbye ${name}`, async () => {
    await using at = await LogFixture.open();
    const hub = at.newHub({ streamMaxSeconds: 1 });
    await using server = serve(hub);
    await using reader = await server.open();
    await reader.next();
    end(hub);
    const closing = await reader.next();
    assertEquals([closing?.event, closing?.id, closing?.data.reason], ["closing", null, reason]);
    assertEquals([await reader.next(), reader.code], [null, code]);
    assertEquals(hub.streamCount, 0);
  });
}

const floods: { name: string; send: (socket: WebSocket) => void; ends: boolean }[] = [
  { name: "sends binary", send: (socket) => socket.send(new Uint8Array(1)), ends: true },
  { name: "sends 64 KiB", send: (socket) => socket.send("x".repeat(65_537)), ends: true },
  {
    name: "sends without end",
    send: (socket) => range(0, 700).forEach(() => socket.send("{}")),
    ends: true,
  },
  {
    name: "sends heartbeats",
    send: (socket) => range(0, 100).forEach(() => socket.send('{"type":"ping"}')),
    ends: false,
  },
];

for (const { name, send, ends } of floods) {
  Deno.test(`SocketStream ${ends ? "ends" : "keeps"} a client that ${name}`, async () => {
    await using at = await LogFixture.open();
    const hub = at.newHub();
    await using server = serve(hub);
    await using reader = await server.open();
    await reader.next();
    send(reader.socket);
    await at.append("u", 1);
    if (ends) await until("the end", () => reader.code !== undefined);
    else assertEquals(await reader.numbers(1), [1]);
    assertEquals(hub.streamCount, ends ? 0 : 1);
    const abuses = 'streams_closed_total{reason="abuse"} 1\n';
    assertEquals((await at.metrics.text()).includes(abuses), ends);
    assertEquals(at.errors, []);
  });
}
