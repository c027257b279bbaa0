import { assertEquals, assertRejects } from "@std/assert";
import { FaultProxy } from "@/testing/outside/fault_proxy.ts";
import { until } from "@/testing/until.ts";

/** A server of one open stream, which is written to by hand. */
class StreamServer implements AsyncDisposable {
  readonly started = Promise.withResolvers<ReadableStreamDefaultController<Uint8Array>>();
  readonly #server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response(new ReadableStream({ start: (it) => this.started.resolve(it) })),
  );

  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}`;
  }

  async write(text: string): Promise<void> {
    (await this.started.promise).enqueue(new TextEncoder().encode(text));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#server.shutdown();
  }
}

async function read(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const { value } = await reader.read();
  return new TextDecoder().decode(value);
}

Deno.test("FaultProxy forwards both ways, and holds back where it is told to", async () => {
  await using server = new StreamServer();
  await using proxy = FaultProxy.open(server.url);
  const response = await fetch(proxy.url);
  const reader = response.body!.getReader();
  await server.write("one");
  assertEquals(await read(reader), "one");
  proxy.delayMs = 50;
  const asked = performance.now();
  await server.write("two");
  assertEquals(await read(reader), "two");
  assertEquals(performance.now() - asked >= 49, true);
  assertEquals([proxy.open, proxy.accepted], [1, 1]);
  await reader.cancel();
});

Deno.test("FaultProxy swallows: the connection stays open, and silent to its end", async () => {
  await using server = new StreamServer();
  await using proxy = FaultProxy.open(server.url);
  const reader = (await fetch(proxy.url)).body!.getReader();
  proxy.mode = "swallow";
  await server.write("lost");
  // A new connection is taken and gets no answer.
  const stop = new AbortController();
  const asked = fetch(`${proxy.url}/two`, { signal: stop.signal });
  await until("the second connection", () => proxy.open === 2);
  proxy.mode = "forward";
  await server.write("not passed on either");
  const next = reader.read();
  stop.abort();
  await assertRejects(() => asked);
  proxy.cut();
  await assertRejects(() => next);
});

Deno.test("FaultProxy refuses new connections and keeps those there are", async () => {
  await using server = new StreamServer();
  await using proxy = FaultProxy.open(server.url);
  const reader = (await fetch(proxy.url)).body!.getReader();
  proxy.mode = "refuse";
  await assertRejects(() => fetch(proxy.url));
  await server.write("one");
  assertEquals(await read(reader), "one");
  proxy.cut();
  await assertRejects(() => reader.read());
});
