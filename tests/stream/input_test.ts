import { assert, assertEquals } from "@std/assert";
import { EventSource } from "eventsource";
import { ServerProcess } from "@/testing/server_process.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { until } from "@/testing/until.ts";

const texts: Record<string, string> = {
  "line breaks": "a\nb\rc\r\nd\n\ne\u2028f\u2029g",
  "fields of the format": "data: x\n\nid: 5\nevent: closing\nretry: 1\n: y",
  "NUL and control characters": "\u0000\u0001\u001b\u007f",
  "spaces at the ends": "   a   ",
  "a byte order mark": "\ufeffa",
  "lone surrogates": "\ud800 a \udfff",
  "emoji": "👩‍👩‍👧 Grüße",
  "48 KiB of CJK": "界".repeat(16_150),
};

/** As the native EventSource would have it: the data of the next `count` events of one type. */
function collect(url: string, count: number): { received: Promise<string[]>; close: () => void } {
  const source = new EventSource(url);
  const received: string[] = [];
  const { promise, resolve } = Promise.withResolvers<string[]>();
  source.addEventListener("progress", ({ data }) => {
    received.push(data);
    if (received.length === count) resolve(received);
  });
  return { received: promise, close: () => source.close() };
}

Deno.test("streams give back what was put in, and take any input calmly", async (t) => {
  await using server = await ServerProcess.start({ env: { LOG_LEVEL: "warn", WORKERS: "0" } });
  const as = (user: string) => new ApiClient(server.url, user);
  const client = as("u");
  const last = await client.publish({ n: 1 });
  const epoch = last.split(".")[0];

  await t.step("every text reaches eventsource, eventsource-parser and WebSockets", async () => {
    const writer = as("texts");
    const reader = await writer.stream();
    const socket = await writer.socket();
    const source = collect(server.url + writer.streamPath, Object.keys(texts).length);
    await until("all three", async () => await client.activeConnections() === 3);
    await Promise.all([reader.take(1), socket.next()]);
    for (const text of Object.values(texts)) await writer.publish({ text });
    const all = await source.received;
    for (const [i, [name, text]] of Object.entries(texts).entries()) {
      assertEquals(JSON.parse(all[i]).text, text, `${name} by eventsource`);
      assertEquals((await reader.one()).data.text, text, `${name} by eventsource-parser`);
      assertEquals((await socket.one()).data.text, text, `${name} by WebSocket`);
    }
    source.close();
    await Promise.all([reader[Symbol.asyncDispose](), socket[Symbol.asyncDispose]()]);
  });

  await t.step("an update over 48 KiB is a 413 problem", async () => {
    const response = await fetch(`${server.url}/api/v1/sse/progress/u`, {
      method: "POST",
      body: JSON.stringify({ completed: 0, total: 1, text: "界".repeat(16_384) }),
    });
    assertEquals(response.status, 413);
    assertEquals((await response.json()).type.split(":").at(-1), "payload-too-large");
  });

  await t.step("a deleted log's id is told from an unknown one", async () => {
    const gone = await as("gone").publish({ n: 1 });
    await as("gone").api.forget("gone");
    const other = await as("other").publish({ n: 1 });
    const cases: [name: string, id: string, reason: string][] = [
      ["another user's", other, "unknown"],
      ["of a deleted log", gone, "deleted"],
      ["of the future", `${epoch}.999`, "unknown"],
      ["of control characters", "\x01\x02\x7f", "unknown"],
      ["of 60 KB", "a".repeat(60_000), "unknown"],
      ["of markup", "<script>alert(1)</script>", "unknown"],
    ];
    for (const [name, id, reason] of cases) {
      await using reader = await client.stream(id);
      const [connected, reset] = await reader.take(2);
      assertEquals([connected.event, connected.data.user_id, connected.data.resumed], [
        "connected",
        "u",
        false,
      ], name);
      assertEquals([reset.event, reset.id, reset.data.reason], ["reset", last, reason], name);
      assertEquals((reset.data.progress as { n: number }).n, 1, name);
      await using again = await client.stream(reset.id!);
      assertEquals((await again.take(1))[0].data.resumed, true, name);
    }
  });

  await t.step("a WebSocket that floods or sends binary is ended alone", async () => {
    const other = await client.socket();
    await other.next();
    const floods: ((socket: WebSocket) => void)[] = [
      (socket) => socket.send(new Uint8Array(10)),
      (socket) => socket.send("x".repeat(1024 * 1024)),
      (socket) => Array.from({ length: 2000 }, () => socket.send("{}")),
    ];
    for (const flood of floods) {
      const socket = await client.socket();
      flood(socket.socket);
      await until("its end", () => socket.code !== undefined);
    }
    await until("their places", async () => await client.activeConnections() === 1);
    await client.publish({ n: 2 });
    assertEquals(await other.numbers(1), [2]);
    await other[Symbol.asyncDispose]();
  });

  await t.step("a WebSocket request without its headers is a problem", async () => {
    const url = `${server.url}/api/v1/ws/progress/u`;
    const plain = await fetch(url);
    assertEquals([plain.status, plain.headers.get("content-type")], [
      426,
      "application/problem+json",
    ]);
    await plain.body?.cancel();
    const connection = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    const request = `GET /api/v1/ws/progress/u HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n` +
      "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
    await connection.write(new TextEncoder().encode(request));
    const buffer = new Uint8Array(1000);
    const size = await connection.read(buffer);
    const head = new TextDecoder().decode(buffer.subarray(0, size ?? 0));
    connection.close();
    assert(head.startsWith("HTTP/1.1 4"), head);
    assertEquals(await client.activeConnections(), 0);
  });

  await t.step("HEAD opens no stream", async () => {
    const response = await fetch(server.url + client.streamPath, { method: "HEAD" });
    assertEquals([response.status, response.headers.get("content-type")], [
      200,
      "text/event-stream; charset=utf-8",
    ]);
    assertEquals(await client.activeConnections(), 0);
  });

  assertEquals(server.log.includes("stream failed"), false, server.log);
});
