import { assert, assertEquals, assertMatch } from "@std/assert";
import { ApiClient } from "@/testing/api_client.ts";
import { KvConnectServer } from "@/testing/kv_connect/server.ts";
import { range } from "@/tests/log_fixture.ts";
import { until } from "@/testing/until.ts";
import { assertContiguous, assertEachFileEndsOnce, endsRun } from "@/testing/batch_events.ts";
import { textResumes } from "@/testing/resumes.ts";
import { counted } from "@/testing/metrics.ts";
import { BrowserStream } from "./browser_stream.ts";
import { Cluster, sameAt } from "./cluster.ts";
import { NginxProxy } from "./nginx_proxy.ts";

/** More than a browser opens of HTTP/1.1 connections to one host. */
const TABS = 12;
/** Between this and the first keepalive lies what a proxy that gathers would be seen by. */
const FIRST_EVENT_MS = 500;

/** Sent while a stream comes back; it takes a few dozen. */
const MAX_UPDATES = 500;

const ignore = !NginxProxy.isInstalled || !KvConnectServer.isAvailable;

Deno.test({ name: "two processes behind nginx", ignore }, async (test) => {
  const settings = { KEEPALIVE_SECONDS: "1", WORKERS: "1", MAX_REQUEST_BYTES: "1048576" };
  await using cluster = await Cluster.start(2, settings);
  const [a, b] = cluster.servers;
  await using nginx = await NginxProxy.start([a.port, b.port]);
  const caller = await ApiClient.identify(nginx.plainUrl);
  const step = (name: string, fn: () => Promise<void>) =>
    test.step({ name, fn, sanitizeOps: false, sanitizeResources: false });

  await step("a stream's first event comes at once, and keepalives come through", async () => {
    const start = performance.now();
    await using stream = await caller.stream();
    assertEquals((await stream.one()).event, "connected");
    assert(performance.now() - start < FIRST_EVENT_MS);
    await stream.keptAlive(2);
  });

  await step("the main job runs, by a stream and a WebSocket", async () => {
    await using stream = await caller.stream();
    await using socket = await caller.socket();
    await Promise.all([stream.one(), socket.one()]);
    const batch = (await caller.accepted(textResumes(5))).batch_id;
    for (const client of [stream, socket]) {
      const events = await client.until((event) => endsRun(event, batch), 20_000);
      assertContiguous(events);
      assertEachFileEndsOnce(events, 5);
    }
  });

  await step("metrics are not told, and what is too large is refused by the app", async () => {
    const metrics = await fetch(`${nginx.plainUrl}/metrics`);
    await metrics.body?.cancel();
    assertEquals(metrics.status, 404);
    const body = new FormData();
    body.set("files", new Blob([new Uint8Array(4 * 1024 ** 2)]), "large.txt");
    const refused = await caller.fetch("/api/v1/resumes/upload", { method: "POST", body });
    const { title } = await refused.json();
    assertEquals([refused.status, typeof title], [413, "string"]);
  });

  await step("the log has no link's token and no query", async () => {
    const token = "x".repeat(43);
    for (const path of [`/shared/${token}`, `/Shared//${token}`, "/sign-in/callback?code=secret"]) {
      const response = await fetch(nginx.plainUrl + path);
      await response.body?.cancel();
    }
    await until("the lines", async () => /\/sign-in/.test(await nginx.accessLog()));
    const log = await nginx.accessLog();
    assertEquals(log.match(/"GET \/shared\/- /g)?.length, 2);
    assertEquals([token, "secret"].filter((secret) => log.includes(secret)), []);
  });

  await step("who sends nothing, half a header or half a body is cut off", async () => {
    const form = "content-type: multipart/form-data; boundary=b\r\n";
    const host = `host: ${new URL(nginx.plainUrl).host}\r\n`;
    const silent = [
      "",
      "GET / HTTP/1.1\r\nho",
      `POST ${caller.progressPath} HTTP/1.1\r\n${host}content-length: 99\r\n\r\n{"completed"`,
      `POST /api/v1/resumes/upload HTTP/1.1\r\n${host}${form}content-length: 99\r\n\r\n--b\r\n`,
    ];
    await Promise.all(silent.map(async (sent) => {
      const port = Number(new URL(nginx.plainUrl).port);
      const connection = await Deno.connect({ hostname: "127.0.0.1", port });
      await connection.write(new TextEncoder().encode(sent));
      // It is reset where nothing has been answered.
      await new Response(connection.readable).bytes().catch(() => {});
    }));
  });

  await step("by TLS the session is Secure and its Origin is the page's", async () => {
    const page = await nginx.fetch("/");
    await page.body?.cancel();
    const [cookie] = page.headers.getSetCookie();
    assertMatch(cookie, /^__Host-.*; Secure/);
    const { origin } = new URL(nginx.url);
    const sites: Record<string, string>[] = [
      { origin },
      { origin, "sec-fetch-site": "same-origin" },
    ];
    for (const site of sites) {
      const response = await nginx.fetch("/api/v1/sse/progress/me", {
        method: "POST",
        headers: { cookie: cookie.split(";")[0], "content-type": "application/json", ...site },
        body: JSON.stringify({ completed: 1, total: 2 }),
      });
      assertEquals(response.status, 202, await response.text());
    }
  });

  await step(`${TABS} tabs share one connection of HTTP/2`, async () => {
    const { headers, user } = sameAt(nginx.url, caller);
    const path = `/api/v1/sse/progress/stream/${user}`;
    const open = async () => {
      const { body } = await nginx.fetch(path, { headers });
      const reader = body!.getReader();
      await reader.read();
      return reader;
    };
    const before = (await nginx.log()).length;
    const first = await open();
    const others = await Promise.all(Array.from({ length: TABS - 1 }, open));
    for (const reader of [first, ...others]) await reader.cancel();
    const logged = async () => (await nginx.log()).slice(before).filter((it) => it.path === path);
    await until("their ends", async () => (await logged()).length === TABS);
    const requests = await logged();
    assert(requests.every(({ protocol }) => protocol === "HTTP/2.0"));
    assertEquals(new Set(requests.map(({ connection }) => connection)).size, 1);
  });

  await step("a reload of nginx loses nothing and refuses no one", async () => {
    using stream = new BrowserStream(caller);
    await until("the stream", () => stream.connections === 1);
    await publish(caller, 1, 20);
    await nginx.reload();
    let sent = 20;
    // The old worker ends after a second; the stream then comes back when it was told to.
    while (stream.connections < 2 && sent < MAX_UPDATES) {
      await publish(caller, sent + 1, 5);
      sent += 5;
    }
    await publish(caller, sent + 1, 5);
    await until("all", () => stream.numbers.length >= sent + 5);
    assertEquals(stream.numbers, range(1, sent + 5));
  });

  await step("a stream moves to the other process when its own is restarted", async () => {
    using stream = new BrowserStream(caller);
    await until("the stream", () => stream.connections === 1);
    await publish(caller, 1, 5);
    await until("the first ones", () => stream.numbers.length === 5);
    const own = await counted(a.url, "streams_open", 'transport="sse"') > 0 ? a : b;
    await own.kill("SIGTERM");
    await until("the other process", () => stream.connections === 2);
    await publish(caller, 6, 5);
    await own.restart();
    await until("all", () => stream.numbers.length >= 10);
    assertEquals([stream.numbers, stream.goodbyes], [range(1, 10), 1]);
  });

  await step("streams outlive a time without any process", async () => {
    using stream = new BrowserStream(caller);
    await until("the stream", () => stream.connections === 1);
    await Promise.all([a, b].map((server) => server.kill("SIGTERM")));
    await until("nginx to say that it should come back", () => stream.goodbyes >= 2);
    await Promise.all([a, b].map((server) => server.restart()));
    await publish(caller, 1, 3);
    await until("all", () => stream.numbers.length >= 3);
    assertEquals([stream.numbers, stream.hasGivenUp], [range(1, 3), false]);
  });
});

/** Sends updates that say `n`, one after another. */
async function publish(caller: ApiClient, first: number, count: number): Promise<void> {
  for (const n of range(first, count)) {
    await caller.publish({ n });
  }
}
