import { assert, assertEquals } from "@std/assert";
import { acceptsGzip, compress } from "@/lib/http/compress.ts";

const LARGE = { words: "resume ".repeat(1000) };

const get = (acceptEncoding = "gzip") =>
  new Request("http://localhost/", { headers: { "accept-encoding": acceptEncoding } });

Deno.test("compress compresses large JSON", async () => {
  const plain = Response.json(LARGE, {
    status: 201,
    headers: { etag: '"v1"', "content-length": "7012", vary: "Cookie" },
  });
  const { status, headers, body } = await compress(get(), plain);
  assertEquals(status, 201);
  assertEquals(headers.get("content-encoding"), "gzip");
  assertEquals(headers.get("content-length"), null);
  assertEquals(headers.get("vary"), "Cookie, Accept-Encoding");
  assertEquals(headers.get("etag"), 'W/"v1"');
  const bytes = await new Response(body).bytes();
  assert(bytes.length < 500);
  const restored = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  assertEquals(await new Response(restored).json(), LARGE);
});

Deno.test("compress makes no more of an answer than is taken", async () => {
  let made = 0;
  const end = Promise.withResolvers<void>();
  async function* endless() {
    try {
      for (;; made++) yield crypto.getRandomValues(new Uint8Array(60_000));
    } finally {
      end.resolve();
    }
  }
  const headers = { "content-type": "application/json" };
  const answer = new Response(ReadableStream.from(endless()), { headers });
  const reader = (await compress(get(), answer)).body!.getReader();
  for (let i = 0; i < 5; i++) await reader.read();
  assert(made < 20, `${made} were made`);
  await reader.cancel();
  await end.promise;
});

Deno.test("compress compresses pages, scripts, styles and CSV", async () => {
  for (const type of ["html; charset=utf-8", "javascript", "css", "csv"]) {
    const plain = new Response("resume ".repeat(1000), {
      headers: { "content-type": `text/${type}` },
    });
    const { headers, body } = await compress(get(), plain);
    assertEquals(headers.get("content-encoding"), "gzip", type);
    await body?.cancel();
  }
});

const LEFT_ALONE: [string, string, Response][] = [
  ["small JSON", "gzip", Response.json({ words: "few" })],
  ["JSON of exactly 1 KiB", "gzip", Response.json("x".repeat(1022))],
  ["an answer to who wants none", "identity", Response.json(LARGE)],
  ["what is compressed", "gzip", Response.json(LARGE, { headers: { "content-encoding": "br" } })],
  [
    "what forbids it",
    "gzip",
    Response.json(LARGE, { headers: { "cache-control": "no-transform" } }),
  ],
  ["no body", "gzip", new Response(null, { headers: { "content-type": "application/json" } })],
];

Deno.test("compress leaves alone", async (t) => {
  for (const [what, acceptEncoding, response] of LEFT_ALONE) {
    await t.step(what, async () => {
      const encoding = response.headers.get("content-encoding");
      const answer = await compress(get(acceptEncoding), response.clone());
      assertEquals(answer.headers.get("content-encoding"), encoding);
      assertEquals(answer.headers.get("vary"), "Accept-Encoding");
      assertEquals(await answer.text(), await response.text());
    });
  }
});

Deno.test("compress never touches an event stream", async () => {
  const stream = new Response("data: x\n\n".repeat(1000), {
    headers: { "content-type": "text/event-stream; charset=utf-8" },
  });
  const answer = await compress(get(), stream);
  assertEquals(answer, stream);
  await answer.body?.cancel();
});

const HEADERS: [string | null, boolean][] = [
  [null, false],
  ["", false],
  ["gzip", true],
  ["br, GZIP;q=0.5", true],
  ["gzip; q=0", false],
  ["gzip;q=0.000, *", false],
  ["*", true],
  ["*;q=0", false],
  ["identity, gzip;q=0.5", false],
  ["gzip;q=0.5, identity;q=0.1", true],
  ["gzip;q=nonsense", false],
  ["gzip;q=7", false],
];

Deno.test("acceptsGzip weighs the q-values", () => {
  for (const [header, expected] of HEADERS) {
    assertEquals(acceptsGzip(header), expected, `${header}`);
  }
});
