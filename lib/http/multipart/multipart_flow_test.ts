import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  BOUNDARY,
  counted,
  encode,
  formBody,
  LIMITS,
  record,
  statusOf,
  TEXT,
  upload,
} from "@/lib/http/multipart/_multipart_fixture.ts";
import { readMultipart } from "@/lib/http/multipart/multipart.ts";

Deno.test("readMultipart waits for the sink before it reads on", async () => {
  const body = counted(function* () {
    yield formBody([[TEXT, ""]], "");
    for (let i = 0; i < 400; i++) yield new Uint8Array(65536);
    yield encode(`\r\n--${BOUNDARY}--`);
  }());
  let bytes = 0;
  let mostAhead = 0;
  await readMultipart(upload(body.stream), { ...LIMITS, maxFileBytes: 1e9, maxRequestBytes: 1e9 }, {
    field() {},
    rejected() {},
    async file({ content }) {
      for await (const chunk of content) {
        bytes += chunk.length;
        await new Promise((resolve) => setTimeout(resolve));
        mostAhead = Math.max(mostAhead, body.taken * 65536 - bytes);
      }
    },
  });
  assert(bytes >= 400 * 65536);
  assert(mostAhead <= 6 * 65536, `${mostAhead} bytes ahead`);
});

Deno.test("readMultipart waits for a slow sink between small files too", async () => {
  const one = formBody(Array(10).fill([TEXT, "x".repeat(100)]), "");
  const body = counted(function* () {
    for (let i = 0; i < 50; i++) yield one;
    yield encode(`--${BOUNDARY}--`);
  }());
  let files = 0;
  let mostAhead = 0;
  const limits = { ...LIMITS, maxFiles: 500, maxRequestBytes: 1e6 };
  await readMultipart(upload(body.stream), limits, {
    field() {},
    rejected() {},
    async file({ content }) {
      await Array.fromAsync(content);
      await new Promise((resolve) => setTimeout(resolve));
      mostAhead = Math.max(mostAhead, body.taken * 10 - ++files);
    },
  });
  assertEquals(files, 500);
  assert(mostAhead <= 20, `${mostAhead} files ahead`);
});

Deno.test("readMultipart ends with what the sink throws, and lets go of the body", async () => {
  for (const where of ["field", "file"]) {
    const body = counted(function* () {
      yield formBody([['name="a"', "b"], [TEXT, "x"]], "");
      while (true) yield encode("more ");
    }());
    const refuse = (part: string) => {
      if (part === where) throw new RangeError("no");
    };
    const reading = readMultipart(upload(body.stream), LIMITS, {
      field: () => refuse("field"),
      rejected() {},
      file: () => Promise.resolve().then(() => refuse("file")),
    });
    await assertRejects(() => reading, RangeError);
    assertEquals(body.cancelled, true);
  }
});

Deno.test("readMultipart gives up a client that stops sending", async () => {
  let cancelled = false;
  const stuck = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(formBody([[TEXT, "x"]], "")),
    cancel: () => void (cancelled = true),
  });
  assertEquals(await statusOf(record(upload(stuck), { idleMs: 20 })), 408);
  assertEquals(cancelled, true);
});

Deno.test("readMultipart tells a sink that its client is gone, and rests before it rejects", async () => {
  const outcome = Promise.withResolvers<[number, string[]]>();
  const arrived = Promise.withResolvers<void>();
  await using server = Deno.serve(
    { port: 8120, hostname: "127.0.0.1", onListen() {} },
    async (req) => {
      const steps: string[] = [];
      const reading = readMultipart(req, LIMITS, {
        field() {},
        rejected() {},
        async file({ content }) {
          try {
            for await (const _ of content) arrived.resolve();
          } catch {
            steps.push("undone");
            throw new Error("lost");
          }
        },
      });
      const status = await statusOf(reading);
      outcome.resolve([status, steps]);
      return new Response();
    },
  );
  using socket = await Deno.connect({ port: server.addr.port, hostname: "127.0.0.1" });
  const head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n" +
    `Content-Type: multipart/form-data; boundary=${BOUNDARY}\r\n\r\n`;
  await socket.write(encode(head));
  await socket.write(formBody([[TEXT, "half a resume"]], "").slice(0, -2));
  await arrived.promise;
  await socket.closeWrite();
  assertEquals(await outcome.promise, [400, ["undone"]]);
});
