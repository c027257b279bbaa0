import { assert, assertEquals, assertMatch } from "@std/assert";
import { existsSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { createGunzip } from "node:zlib";
import { EventSource } from "eventsource";
import { ApiClient } from "@/testing/api_client.ts";
import { RecompressingProxy } from "./recompressing_proxy.ts";
import { ServerProcess } from "@/testing/server_process.ts";
import { range } from "@/tests/log_fixture.ts";
import { until } from "@/testing/until.ts";

/** Where Debian's package puts it. */
const CURL = "/usr/bin/curl";

Deno.test("streams are compressed for who takes that", async (test) => {
  await using server = await ServerProcess.start({ env: { LOG_LEVEL: "warn", WORKERS: "0" } });

  await test.step("thousands of bytes of events go out as hundreds", async () => {
    const client = new ApiClient(server.url, "bob");
    const [plain, packed] = await Promise.all(
      ["identity", "gzip"].map(async (encoding) => {
        const response = await open(server.url + client.streamPath, encoding);
        const counted = { bytes: 0, close: () => response.destroy() };
        response.on("data", (part: Uint8Array) => counted.bytes += part.length);
        return counted;
      }),
    );
    const message = JSON.stringify(range(0, 60).map((n) => ({ name: `Person ${n}`, score: n })));
    const events = 20;
    for (const n of range(0, events)) await client.publish({ n, message });
    const size = message.length * events;
    await until("all of it", () => plain.bytes > size && packed.bytes > 0.05 * size);
    await client.publish({ n: events });
    assert(packed.bytes < 0.4 * plain.bytes, `${packed.bytes} of ${plain.bytes} bytes`);
    plain.close();
    packed.close();
  });

  await test.step("npm's EventSource reads a compressed stream", async () => {
    const client = new ApiClient(server.url, "cleo");
    const source = new EventSource(server.url + client.streamPath);
    const seen: string[] = [];
    source.addEventListener("progress", ({ lastEventId }) => seen.push(lastEventId));
    await until("the source to open", () => source.readyState === EventSource.OPEN);
    const id = await client.publish({ message: "words ".repeat(500) });
    await until("the event", () => seen.includes(id));
    source.close();
  });

  await test.step({
    name: "curl reads a compressed stream",
    ignore: !existsSync(CURL),
    async fn() {
      const client = new ApiClient(server.url, "dan");
      const curl = new Deno.Command(CURL, {
        args: ["--silent", "--no-buffer", "--compressed", server.url + client.streamPath],
        stdout: "piped",
      }).spawn();
      let text = "";
      const reading = curl.stdout.pipeThrough(new TextDecoderStream()).pipeTo(
        new WritableStream({ write: (part) => void (text += part) }),
      );
      await until("the greeting", () => text.includes("event: connected"));
      const id = await client.publish({ message: "words ".repeat(500) });
      await until("the event", () => text.includes(`id: ${id}`));
      curl.kill();
      await Promise.all([curl.status, reading.catch(() => {})]);
    },
  });

  await test.step({
    name: "a proxy that unpacks the stream, or packs it itself, lets each event through",
    ignore: !RecompressingProxy.isInstalled,
    async fn() {
      await using proxy = await RecompressingProxy.start(server.port);
      const direct = new ApiClient(server.url, "eve");
      for (const [asks, gives] of [["gzip", "identity"], ["identity", "gzip"]]) {
        const path = `${proxy.url}/${asks}${direct.streamPath}`;
        const response = await open(path, gives);
        assertEquals(response.headers["content-encoding"], gives === "gzip" ? "gzip" : undefined);
        let text = "";
        const body = gives === "gzip" ? response.pipe(createGunzip()) : response;
        body.setEncoding("utf8").on("data", (part: string) => text += part).on("error", () => {});
        await until("the greeting", () => text.includes("event: connected"));
        for (const n of range(0, 3)) {
          const id = await direct.publish({ n, message: "words ".repeat(n * 200) });
          await until(`event ${n} by ${asks}`, () => text.includes(`id: ${id}`));
        }
        response.destroy();
      }
    },
  });

  await test.step("a compressed stream is decoded event by event, and its end is a whole gzip file's", async () => {
    const client = new ApiClient(server.url, "ann");
    const response = await open(server.url + client.streamPath, "gzip");
    assertEquals(response.headers["content-encoding"], "gzip");
    assertMatch(response.headers.vary ?? "", /accept-encoding/i);
    let text = "";
    const gunzip = createGunzip().setEncoding("utf8");
    gunzip.on("data", (part: string) => text += part);
    const ended = new Promise((resolve, reject) => gunzip.on("end", resolve).on("error", reject));
    response.pipe(gunzip);
    await until("the greeting", () => text.includes("event: connected"));
    for (const n of range(0, 5)) {
      const id = await client.publish({ n, message: "words ".repeat(n * 100) });
      // Nothing follows that would push it out.
      await until(`event ${n}`, () => text.includes(`id: ${id}\nevent: progress\n`));
    }
    await server.kill("SIGTERM");
    await ended; // The checksum and the length hold, or it would have failed.
    assertMatch(text, /event: closing\ndata: .*"drain"/);
  });
});

/** By node:http: `fetch` unpacks what comes, and doesn't tell. */
function open(url: string, encoding: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false, headers: { "accept-encoding": encoding } }, resolve)
      .on("error", reject);
  });
}
