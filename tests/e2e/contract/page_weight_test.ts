import { assert, assertEquals, assertMatch } from "@std/assert";
import { Buffer } from "node:buffer";
import { get, type IncomingMessage } from "node:http";
import { ServerProcess } from "@/testing/server_process.ts";

/** What the start page may cost: bytes as they are sent to a browser, and requests. */
const MAX_SCRIPTS = 35_000;
const MAX_STYLES = 10_000;
const MAX_REQUESTS = 8;
/** What Chromium takes. */
const BROWSER = "gzip, deflate, br, zstd";

/** What a script can't run without; what it loads later is called. */
const STATIC_IMPORT = /\b(?:from|import)\s*"([./][^"]*)"/g;

/** What a page has its browser fetch before anybody does anything: the page itself says it, or its head. */
function namedBy({ headers, bytes }: Awaited<ReturnType<typeof receive>>): Set<string> {
  const html = bytes.toString();
  const named = [
    ...html.matchAll(/<(?:link|script)\b[^>]*?="(\/[^"]+)"/g),
    ...html.matchAll(/\bfrom "(\/[^"]+)"/g),
    ...String(headers.link ?? "").matchAll(/<(\/[^>]+)>/g),
  ];
  return new Set(named.map(([_, path]) => path));
}

for (const via of ["serve.ts", "deno serve"] as const) {
  Deno.test(`the start page is light, served by ${via}`, async () => {
    await using server = await ServerProcess.start({ env: { WORKERS: "0" }, via });
    const page = await receive(server.url, "identity");
    const weights = { scripts: 0, styles: 0 };
    const paths = namedBy(page);
    // Grows while it is walked: scripts name others.
    for (const path of paths) {
      const { headers, bytes } = await receive(server.url + path, BROWSER);
      // What fits in a packet is left as it is.
      assert(headers["content-encoding"] === "gzip" || bytes.length <= 1024, path);
      assertEquals(headers["cache-control"], "public, max-age=31536000, immutable");
      weights[path.includes(".css") ? "styles" : "scripts"] += bytes.length;
      const script = (await receive(server.url + path, "identity")).bytes.toString();
      for (const [_, other] of script.matchAll(STATIC_IMPORT)) {
        paths.add(new URL(other, server.url + path).pathname);
      }
    }
    const requests = 1 + paths.size;
    const { scripts, styles } = weights;
    console.log(`${scripts} bytes of scripts, ${styles} of styles, ${requests} requests`);
    assert(scripts > 0 && scripts <= MAX_SCRIPTS, `${scripts} bytes of scripts`);
    assert(styles > 0 && styles <= MAX_STYLES, `${styles} bytes of styles`);
    assert(requests <= MAX_REQUESTS, `${requests} requests: ${[...paths]}`);
  });
}

Deno.test("answers and streams are compressed for who takes that", async () => {
  await using server = await ServerProcess.start({ env: { WORKERS: "0" } });
  const form = new FormData();
  const job = "Cooking for many. ".repeat(300).trim();
  form.set("job_description", job);
  form.append("files", new File(["A cook"], "ann.txt"));
  const uploaded = await fetch(`${server.url}/api/v1/resumes/upload`, {
    method: "POST",
    body: form,
  });
  const batch = `${server.url}/api/v1/resumes/batches/${(await uploaded.json()).batch_id}`;

  const packed = await receive(batch, "gzip");
  assertEquals(packed.headers["content-encoding"], "gzip");
  assertMatch(packed.headers.vary ?? "", /accept-encoding/i);
  const json = new Response(
    new Blob([packed.bytes]).stream().pipeThrough(new DecompressionStream("gzip")),
  );
  assertEquals((await json.json()).job_description, job);
  const plain = await receive(batch, "identity");
  assertEquals(plain.headers["content-encoding"], undefined);
  assert(plain.bytes.length > 5 * packed.bytes.length, `${packed.bytes.length} bytes`);

  const stream = await open(`${server.url}/api/v1/sse/progress/stream/me`, BROWSER);
  assertMatch(stream.headers["content-type"] ?? "", /^text\/event-stream/);
  assertEquals(stream.headers["content-encoding"], "gzip");
  stream.destroy();
  const uncompressed = await open(`${server.url}/api/v1/sse/progress/stream/me`, "identity");
  assertEquals(uncompressed.headers["content-encoding"], undefined);
  uncompressed.destroy();
});

async function receive(url: string, encoding: string) {
  const answer = await open(url, encoding);
  const bytes = Buffer.concat(await Array.fromAsync(answer));
  return { headers: answer.headers, bytes };
}

/** By node:http: `fetch` unpacks what comes, and doesn't tell. */
function open(url: string, encoding: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false, headers: { "accept-encoding": encoding } }, resolve)
      .on("error", reject);
  });
}
