import { assert, assertEquals } from "@std/assert";
import { RawStream, type StreamTiming } from "@/lib/client/console/raw_stream.ts";

const encoder = new TextEncoder();

/** A real server with one stream that the test writes, and what a watched RawStream made of it. */
class Wire implements AsyncDisposable {
  timing!: StreamTiming;
  head: string[] = [];
  frames: string[][] = [];
  ends: string[] = [];
  events: MessageEvent<string>[] = [];
  stream: RawStream;
  #body = Promise.withResolvers<ReadableStreamDefaultController<Uint8Array>>();
  #server: Deno.HttpServer<Deno.NetAddr>;
  #waiting: { wanted: () => boolean; resolve: () => void }[] = [];

  constructor(status = 200, type = "text/event-stream") {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => this.#body.resolve(controller),
    });
    const answer = ({ method }: Request) =>
      method === "GET"
        ? new Response(body, { status, headers: { "content-type": type } })
        : new Response(null);
    this.#server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, answer);
    const step = <T>(work: (value: T) => unknown) => (value: T) => {
      work(value);
      this.#waiting.filter(({ wanted }) => wanted()).forEach(({ resolve }) => resolve());
    };
    this.stream = new RawStream(this.#url, {
      onTiming: step((timing: StreamTiming) => this.timing = timing),
      onHead: step((lines: string[]) => this.head = lines),
      onFrame: step((lines: string[]) => this.frames.push(lines)),
      onEnd: step((reason: string) => this.ends.push(reason)),
    });
    const onEvent = step((event: Event) => this.events.push(event as MessageEvent<string>));
    for (const type of ["progress", "message"]) this.stream.addEventListener(type, onEvent);
  }

  async send(text: string): Promise<void> {
    (await this.#body.promise).enqueue(encoder.encode(text));
  }

  async end(): Promise<void> {
    (await this.#body.promise).close();
  }

  /** Asks the server for something else, which takes as long as what it sent before. */
  async roundTrip(): Promise<void> {
    await fetch(this.#url, { method: "HEAD" });
  }

  until(wanted: () => boolean): Promise<void> {
    if (wanted()) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ wanted, resolve }));
  }

  get #url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}`;
  }

  failed(): Promise<void> {
    return new Promise((resolve) => this.stream.onerror = resolve);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.stream.close();
    await this.#server.shutdown();
  }
}

Deno.test("RawStream shows each frame and gives its events as EventSource does", async () => {
  await using wire = new Wire();
  await wire.send("retry: 10\n\n: hi\n\nid: a.1\nevent: progress\ndata: {}\n\ndata: x\n\n");
  await wire.until(() => wire.events.length === 2);
  assertEquals(wire.stream.readyState, EventSource.OPEN);
  assertEquals(wire.head.slice(0, 1), ["HTTP 200"]);
  assert(wire.head.includes("content-type: text/event-stream"));
  assertEquals(wire.frames, [
    ["retry: 10"],
    [": hi"],
    ["id: a.1", "event: progress", "data: {}"],
    ["data: x"],
  ]);
  assertEquals(wire.events.map(({ type, data, lastEventId }) => [type, data, lastEventId]), [
    ["progress", "{}", "a.1"],
    ["message", "x", "a.1"],
  ]);
});

Deno.test("RawStream times the first byte and the first event", async () => {
  await using wire = new Wire();
  await wire.send("retry: 10\n\n");
  await wire.until(() => wire.frames.length === 1);
  assertEquals(wire.timing.firstEventAt, null);
  assertEquals(wire.timing.bytes, 11);
  await wire.send("data: x\n\n");
  await wire.until(() => wire.events.length === 1);
  const { askedAt, headersAt, firstByteAt, firstEventAt, lastByteAt } = wire.timing;
  const steps = [askedAt, headersAt!, firstByteAt!, firstEventAt!];
  assertEquals(steps, steps.toSorted((a, b) => a - b));
  assert(lastByteAt! >= firstByteAt!);
});

Deno.test("RawStream is broken as by a network: its owner may try again", async () => {
  await using wire = new Wire();
  await wire.send("data: x\n\n");
  await wire.until(() => wire.events.length === 1);
  const failed = wire.failed();
  wire.stream.break();
  await failed;
  assertEquals(wire.stream.readyState, EventSource.CONNECTING);
  assertEquals(wire.ends, ["The connection was broken here"]);
});

Deno.test("RawStream that is stalled takes nothing until it reads on", async () => {
  await using wire = new Wire();
  await wire.send("data: 1\n\n");
  await wire.until(() => wire.events.length === 1);
  wire.stream.stall();
  await wire.send("data: 2\n\n");
  const { lastByteAt } = wire.timing;
  await wire.end();
  await wire.roundTrip();
  assertEquals(wire.events.length, 1);
  assertEquals(wire.timing.lastByteAt, lastByteAt);
  const failed = wire.failed();
  wire.stream.resume();
  await failed;
  assertEquals(wire.events.map(({ data }) => data), ["1", "2"]);
  assertEquals(wire.ends, ["The server ended the stream"]);
});

Deno.test("RawStream that is broken while it stalls ends", async () => {
  await using wire = new Wire();
  await wire.send("data: 1\n\n");
  await wire.until(() => wire.events.length === 1);
  wire.stream.stall();
  await wire.send("data: 2\n\n");
  const failed = wire.failed();
  wire.stream.break();
  await failed;
  assertEquals(wire.events.length, 1);
});

Deno.test("RawStream is closed by an answer that is no event stream", async () => {
  for (const [status, type] of [[503, "text/event-stream"], [200, "text/html"]] as const) {
    await using wire = new Wire(status, type);
    await wire.failed();
    assertEquals(wire.stream.readyState, EventSource.CLOSED);
    assertEquals(wire.timing.status, status);
    assertEquals(wire.timing.firstByteAt, null);
  }
});

Deno.test("RawStream delivers nothing once an event has closed it", async () => {
  await using wire = new Wire();
  wire.stream.addEventListener("message", () => wire.stream.close());
  wire.stream.onerror = () => assert(false, "closing is no error");
  await wire.send("data: 1\n\ndata: 2\n\n");
  await wire.until(() => wire.events.length === 1);
  assertEquals(wire.stream.readyState, EventSource.CLOSED);
  assertEquals(wire.frames.length, 1);
});
