import { assertEquals } from "@std/assert";
import { SSEService } from "@/lib/client/stream/sse_service.ts";
import { openTabSource } from "@/lib/client/stream/tab_source.ts";
import { until } from "@/testing/until.ts";

// Deno ends what receives for all channels with the last of them, and one that is opened at that moment
// can't send (2.9.6): "expected i32". Here one stays.
new BroadcastChannel("stays");

/** A real server with one log; it counts its connections and resumes by position. */
class LogServer implements AsyncDisposable {
  opened = 0;
  #log: string[] = [];
  #streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
  #server: Deno.HttpServer<Deno.NetAddr>;

  constructor() {
    const options = { port: 0, hostname: "127.0.0.1", onListen() {} };
    this.#server = Deno.serve(options, (request) => this.#stream(new URL(request.url)));
  }

  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}`;
  }

  /** What the tabs that share its stream call it. */
  get key(): string {
    return `${this.url}/api/v1/sse/progress/stream/u`;
  }

  get open(): number {
    return this.#streams.size;
  }

  append(completed: number): void {
    const data = JSON.stringify({ completed, total: 99, status: "processing" });
    const text = `event: progress\nid: eeeeeeeeeeeeeeee.${this.#log.length + 1}\ndata: ${data}\n\n`;
    this.#log.push(text);
    this.send(text);
  }

  /** Sends what is in no log. */
  send(text: string): void {
    for (const stream of this.#streams) stream.enqueue(new TextEncoder().encode(text));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const stream of this.#streams) stream.close();
    await this.#server.shutdown();
  }

  #stream(url: URL): Response {
    this.opened += 1;
    const last = url.searchParams.get("last_event_id");
    const from = last === null ? this.#log.length : Number(last.split(".")[1]);
    const data = JSON.stringify({ resumed: last !== null, progress: null, keepalive_seconds: 30 });
    const hello = `event: connected\nid: eeeeeeeeeeeeeeee.${from}\ndata: ${data}\n\n`;
    let own: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#streams.add(own = controller);
        const text = [hello, ...this.#log.slice(from)].join("");
        controller.enqueue(new TextEncoder().encode(text));
      },
      cancel: () => void this.#streams.delete(own),
    });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  }
}

/** A tab: its service and what it has seen. */
class Tab {
  seen: number[] = [];
  sse: SSEService;

  constructor(server: LogServer) {
    const backoff = { baseMs: 5, maxMs: 20 };
    this.sse = new SSEService({ baseUrl: server.url, backoff, openSource: openTabSource });
    this.sse.onProgress(({ progress, source }) => {
      if (source === "event") this.seen.push(progress.completed);
    });
    this.sse.connect("u");
  }

  connected(): Promise<void> {
    return new Promise((resolve) => {
      this.sse.onConnection((state) => state.kind === "open" && resolve());
    });
  }

  /** The data of the next event of this type. */
  next(type: string): Promise<string> {
    return new Promise((resolve) => {
      this.sse.onEvent((event) => event.type === type && resolve(event.data));
    });
  }

  has(completed: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.seen.includes(completed)) resolve();
      this.sse.onProgress(({ progress }) => progress.completed === completed && resolve());
    });
  }
}

/** A tab that came back when it had missed more than the one that leads keeps; it has caught up at 150. */
async function withLateTab(server: LogServer): Promise<{ late: Tab; leader: Tab }> {
  const late = new Tab(server);
  await late.connected();
  server.append(1);
  await late.has(1);
  late.sse.disconnect();
  const leader = new Tab(server);
  await leader.connected();
  for (let completed = 2; completed <= 150; completed++) server.append(completed);
  await leader.has(150);
  late.sse.connect("u");
  await late.has(150);
  return { late, leader };
}

Deno.test("TabSource gives every tab every event over one connection", async () => {
  await using server = new LogServer();
  const first = new Tab(server);
  await first.connected();
  const others = [new Tab(server), new Tab(server)];
  await Promise.all(others.map((tab) => tab.connected()));
  const tabs = [first, ...others];
  for (const completed of [1, 2, 3]) server.append(completed);
  await Promise.all(tabs.map((tab) => tab.has(3)));
  assertEquals(tabs.map((tab) => tab.seen), [[1, 2, 3], [1, 2, 3], [1, 2, 3]]);
  assertEquals(server.opened, 1);
  tabs.forEach((tab) => tab.sse.disconnect());
});

Deno.test("TabSource hands over when the leading tab goes, and nothing is missed", async () => {
  await using server = new LogServer();
  const first = new Tab(server);
  await first.connected();
  const others = [new Tab(server), new Tab(server)];
  await Promise.all(others.map((tab) => tab.connected()));
  server.append(1);
  await Promise.all(others.map((tab) => tab.has(1)));
  first.sse.disconnect();
  server.append(2);
  server.append(3);
  await Promise.all(others.map((tab) => tab.has(3)));
  assertEquals(others.map((tab) => tab.seen), [[1, 2, 3], [1, 2, 3]]);
  others.forEach((tab) => tab.sse.disconnect());
});

Deno.test("TabSource resumes a tab from what the leader keeps, or by its own connection", async () => {
  await using server = new LogServer();
  const { late, leader } = await withLateTab(server);
  assertEquals(late.seen, Array.from({ length: 150 }, (_, i) => i + 1));
  late.sse.disconnect();
  server.append(151);
  await leader.has(151);
  const opened = server.opened;
  late.sse.connect("u");
  await late.has(151);
  assertEquals(server.opened, opened);
  [late, leader].forEach((tab) => tab.sse.disconnect());
});

Deno.test("TabSource that had to connect itself follows once it has caught up", async () => {
  await using server = new LogServer();
  const { late, leader } = await withLateTab(server);
  await until("one connection", () => server.open === 1);
  for (const completed of [151, 152]) server.append(completed);
  await Promise.all([late, leader].map((tab) => tab.has(152)));
  assertEquals(late.seen, Array.from({ length: 152 }, (_, i) => i + 1));
  [late, leader].forEach((tab) => tab.sse.disconnect());
});

Deno.test("TabSource takes over from a leader that doesn't answer, and tells the others", async () => {
  await using server = new LogServer();
  const stop = new AbortController();
  const hung = navigator.locks.request(
    server.key,
    () => new Promise((_, reject) => stop.signal.addEventListener("abort", reject)),
  ).catch((error) => (error as Error).name);
  const tabs = [new Tab(server), new Tab(server), new Tab(server)];
  await Promise.all(tabs.map((tab) => tab.connected()));
  assertEquals(await hung, "AbortError");
  for (const completed of [1, 2, 3]) server.append(completed);
  await Promise.all(tabs.map((tab) => tab.has(3)));
  assertEquals(tabs.map((tab) => tab.seen), [[1, 2, 3], [1, 2, 3], [1, 2, 3]]);
  assertEquals(server.open, 1);
  tabs.forEach((tab) => tab.sse.disconnect());
});

Deno.test("TabSource that has lost the lead follows, and nothing comes twice", async () => {
  await using server = new LogServer();
  const first = new Tab(server);
  await first.connected();
  const second = new Tab(server);
  await second.connected();
  server.append(1);
  await Promise.all([first, second].map((tab) => tab.has(1)));
  // As a tab does that thinks the first one is gone; then it goes, too.
  await navigator.locks.request(server.key, { steal: true }, () => {});
  for (const completed of [2, 3]) server.append(completed);
  await Promise.all([first, second].map((tab) => tab.has(3)));
  assertEquals([first, second].map((tab) => tab.seen), [[1, 2, 3], [1, 2, 3]]);
  [first, second].forEach((tab) => tab.sse.disconnect());
});

Deno.test("TabSource hands keepalives on, and says how often they come", async () => {
  await using server = new LogServer();
  const first = new Tab(server);
  await first.connected();
  const second = new Tab(server);
  const hello = second.next("connected");
  assertEquals(JSON.parse(await hello).keepalive_seconds, 30);
  const heard = [first, second].map((tab) => tab.next("keepalive"));
  server.send('event: keepalive\ndata: {"at": "2026-01-01T00:00:00Z"}\n\n');
  await Promise.all(heard);
  // It is no event of the log: a third tab is told nothing of it.
  server.append(1);
  await second.has(1);
  const third = new Tab(server);
  await third.connected();
  assertEquals(third.sse.lastEventId, "eeeeeeeeeeeeeeee.1");
  [first, second, third].forEach((tab) => tab.sse.disconnect());
});
