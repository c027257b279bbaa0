import { assertEquals } from "@std/assert";
import { Tokens } from "@/lib/auth/tokens.ts";
import { ServerProcess } from "@/testing/server_process.ts";

const SECRET = "0123456789abcdef0123456789abcdef";
const tokens = new Tokens(new TextEncoder().encode(SECRET));
const streamOf = (user: string) => `/api/v1/sse/progress/stream/${user}`;

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** The whole answer of a refusal; of a stream what comes first, without what is random. */
async function answer(url: string, headers: Record<string, string>): Promise<Answer> {
  const response = await fetch(url, { headers });
  const { date: _, ...rest } = Object.fromEntries(response.headers);
  if (!response.ok) return { status: response.status, headers: rest, body: await response.text() };
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let body = "";
  while (!body.includes("connected")) body += (await reader.read()).value;
  await reader.cancel();
  body = body.replace(/^retry: \d+/, "retry").replace(/"connection_id":"[^"]+"/, "");
  return { status: response.status, headers: rest, body };
}

Deno.test("a stream that is opened at the door is that of its route, and so are refusals", async (t) => {
  await using server = await ServerProcess.start({
    env: { AUTH_MODE: "session", AUTH_SECRET: SECRET, WORKERS: "0" },
  });
  const token = await tokens.issueToken({ user: "ann", scopes: ["read"], seconds: 600 });
  const mute = await tokens.issueToken({ user: "ann", scopes: ["publish"], seconds: 600 });
  const known = { authorization: `Bearer ${token}` };
  const cases: [name: string, path: string, status: number, headers: Record<string, string>][] = [
    ["me", streamOf("me"), 200, known],
    ["the own user", streamOf("ann"), 200, known],
    ["an unusable id in the header", streamOf("me"), 200, { ...known, "last-event-id": "x" }],
    ["an unusable id in the query", `${streamOf("me")}?last_event_id=x`, 200, known],
    ["from the earliest", `${streamOf("me")}?from=earliest`, 200, known],
    ["a filter", `${streamOf("me")}?batch_id=b1&events=file,progress`, 200, known],
    ["from nowhere", `${streamOf("me")}?from=yesterday`, 422, known],
    ["no batch", `${streamOf("me")}?batch_id=${"b".repeat(65)}`, 422, known],
    ["no events", `${streamOf("me")}?events=`, 422, known],
    ["events that there are none of", `${streamOf("me")}?events=file,connected`, 422, known],
    ["another user", streamOf("bob"), 403, known],
    ["no user_id", streamOf("a".repeat(129)), 400, known],
    ["nobody", streamOf("me"), 401, {}],
    ["a token that is no good", streamOf("me"), 401, { authorization: "Bearer x" }],
    ["a token that may not read", streamOf("me"), 403, { authorization: `Bearer ${mute}` }],
  ];
  for (const [name, path, status, headers] of cases) {
    await t.step(name, async () => {
      const url = server.url + path;
      const atDoor = await answer(url, headers);
      // What has an Origin goes the long way, through Fresh.
      assertEquals(atDoor, await answer(url, { ...headers, origin: server.url }));
      assertEquals(atDoor.status, status);
    });
  }
  await t.step("both are counted by route", async () => {
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    const route = "/api/v1/sse/progress/stream/:user_id";
    const counted = (status: string) =>
      Number(metrics.match(`http_requests_total{route="${route}",status="${status}"} (\\d+)`)?.[1]);
    assertEquals([counted("2xx"), counted("4xx")], [12, 18]);
  });
});

Deno.test("in open mode the door opens to this machine alone, and to no HEAD", async (t) => {
  await using server = await ServerProcess.start({
    env: { MAX_STREAMS: "3", LOG_LEVEL: "warn", WORKERS: "0" },
  });
  await t.step("what a proxy sends on is refused", async () => {
    const forwarded = await fetch(server.url + streamOf("ann"), {
      headers: { "x-forwarded-for": "198.51.100.1" },
    });
    await forwarded.body?.cancel();
    assertEquals(forwarded.status, 403);
  });
  await t.step("a HEAD on a stream or a WebSocket opens none", () => opensNone(server));
});

async function opensNone(server: ServerProcess): Promise<void> {
  const upgrade = {
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
  };
  for (let i = 0; i < 5; i++) {
    const stream = await fetch(server.url + streamOf("me"), { method: "HEAD" });
    assertEquals([stream.status, stream.headers.get("content-type"), await stream.text()], [
      200,
      "text/event-stream; charset=utf-8",
      "",
    ]);
    const url = `${server.url}/api/v1/ws/progress/me`;
    const socket = await headOnly(server.port, url, upgrade);
    assertEquals(socket, "HTTP/1.1 426 Upgrade Required");
  }
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  const opened = [...metrics.matchAll(/^streams_opened_total\{transport="(\w+)"\} (\d+)$/gm)];
  assertEquals(opened.map(([, transport, count]) => [transport, Number(count)]), [
    ["sse", 0],
    ["ws", 0],
  ]);
}

/** The first line of the answer to a HEAD over bare TCP: fetch sends no Upgrade. */
async function headOnly(port: number, url: string, headers: Record<string, string>) {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const lines = Object.entries({ host: `127.0.0.1:${port}`, ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`);
  const request = `HEAD ${new URL(url).pathname} HTTP/1.1\r\n${lines.join("")}\r\n`;
  await connection.write(new TextEncoder().encode(request));
  const buffer = new Uint8Array(4096);
  const read = await connection.read(buffer) ?? 0;
  return new TextDecoder().decode(buffer.subarray(0, read)).split("\r\n")[0];
}
