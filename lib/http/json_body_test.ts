import { assertEquals, assertRejects } from "@std/assert";
import { readJson } from "@/lib/http/json_body.ts";
import { Problem } from "@/lib/http/problem.ts";

const post = (body: BodyInit | null, headers: HeadersInit = {}) =>
  new Request("http://localhost/", { method: "POST", body, headers });

async function statusOf(reading: Promise<unknown>): Promise<number> {
  return (await assertRejects(() => reading, Problem)).status;
}

Deno.test("readJson reads a body of exactly the limit, whatever its content-type", async () => {
  const req = post('{"a":"é"}', { "content-type": "text/plain" });
  assertEquals(await readJson(req, { maxBytes: 10 }), { a: "é" });
});

Deno.test("readJson refuses what is not JSON with a 400 that doesn't quote it", async () => {
  const bodies = ['{"secret": words}', "", null, new Uint8Array([0x22, 0xff, 0x22])];
  for (const body of bodies) {
    const problem = await assertRejects(() => readJson(post(body), { maxBytes: 100 }), Problem);
    assertEquals(problem.status, 400);
    assertEquals(problem.message.includes("secret"), false);
  }
});

Deno.test("readJson refuses a longer body by its content-length, before reading it", async () => {
  let cancelled = false;
  const body = new ReadableStream({ cancel: () => void (cancelled = true) }, { highWaterMark: 0 });
  const req = post(body, { "content-length": "11" });
  assertEquals(await statusOf(readJson(req, { maxBytes: 10 })), 413);
  assertEquals(cancelled, true);
});

const declarations: HeadersInit[] = [{}, { "content-length": "5", "transfer-encoding": "chunked" }];
for (const headers of declarations) {
  const name = "readJson refuses an endless body at the limit, whatever it declares";
  Deno.test(`${name}: ${JSON.stringify(headers)}`, async () => {
    let sent = 0;
    let cancelled = false;
    const body = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(sent++ && 100)),
      cancel: () => void (cancelled = true),
    });
    assertEquals(await statusOf(readJson(post(body, headers), { maxBytes: 1000 })), 413);
    assertEquals(cancelled, true);
  });
}

Deno.test("readJson keeps to the limit where a request declares two lengths", async () => {
  const statuses: number[] = [];
  const answer = async (req: Request) => {
    statuses.push(await statusOf(readJson(req, { maxBytes: 1000 })));
    return new Response();
  };
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, answer);
  using connection = await Deno.connect({ hostname: "127.0.0.1", port: server.addr.port });
  const lengths = "content-length: 5000\r\ncontent-length: 5000\r\nconnection: close\r\n";
  const request = `POST / HTTP/1.1\r\nhost: a\r\n${lengths}\r\n${"1".repeat(5000)}`;
  await connection.write(new TextEncoder().encode(request));
  await new Response(connection.readable).bytes();
  assertEquals(statuses, [413]);
});

Deno.test("readJson reads a body of a declared length", async () => {
  assertEquals(await readJson(post("[1]", { "content-length": "3" }), { maxBytes: 3 }), [1]);
});

Deno.test("readJson answers a body that breaks off with a 400", async () => {
  const body = new ReadableStream({ pull: (controller) => controller.error(new Error("gone")) });
  assertEquals(await statusOf(readJson(post(body), { maxBytes: 10 })), 400);
});

const slow: [what: string, framing: string, chunk: string][] = [
  ["declares more than it sends", "content-length: 500", '{"completed": 1}'],
  ["never ends", "transfer-encoding: chunked", '5\r\n{"a":\r\n'],
];
for (const [what, framing, chunk] of slow) {
  Deno.test(`readJson ends the wait for a body that ${what}, by a 408`, async () => {
    const status = Promise.withResolvers<number>();
    const answer = async (req: Request) => {
      const reading = readJson(req, { maxBytes: 1000, idleMs: 50 });
      status.resolve(await statusOf(reading));
      return new Response(null, { status: 408 });
    };
    await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, answer);
    using connection = await Deno.connect({ hostname: "127.0.0.1", port: server.addr.port });
    const request = `POST / HTTP/1.1\r\nhost: a\r\n${framing}\r\n\r\n${chunk}`;
    await connection.write(new TextEncoder().encode(request));
    assertEquals(await status.promise, 408);
  });
}

Deno.test("readJson ends a trickle as it ends silence", async () => {
  let timer: ReturnType<typeof setTimeout>;
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await new Promise((resolve) => timer = setTimeout(resolve, 40));
      controller.enqueue(new Uint8Array([0x20]));
    },
    cancel() {
      cancelled = true;
      clearTimeout(timer);
    },
  }, { highWaterMark: 0 });
  assertEquals(await statusOf(readJson(post(body), { maxBytes: 1000, idleMs: 200 })), 408);
  assertEquals(cancelled, true);
});
