import { concat } from "@/lib/bytes.ts";
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { crc32, createGunzip, gunzipSync } from "node:zlib";
import { combined, shiftOf } from "@/lib/sse/gzip/crc32.ts";
import { deflated } from "@/lib/sse/gzip/deflated.ts";
import { GzipStream } from "@/lib/sse/gzip/gzip_stream.ts";

const encoder = new TextEncoder();

Deno.test("combined is the checksum of two texts in a row", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 5_000 }), fc.uint8Array(), (first, second) => {
    const both = concat([first, second]);
    assertEquals(combined(crc32(first), crc32(second), shiftOf(second.length)), crc32(both));
  }));
});

Deno.test("whatever pieces a stream is sent, gzip reads them back, and its trailer holds", () => {
  const pieces = fc.array(fc.uint8Array({ minLength: 1, maxLength: 2_000 }), { minLength: 1 });
  fc.assert(fc.property(pieces, (pieces) => {
    const gzip = new GzipStream();
    const sent = [...pieces.map((piece) => gzip.write(piece)), gzip.end()];
    assertEquals(new Uint8Array(gunzipSync(concat(sent))), concat(pieces));
  }));
});

Deno.test("what comes is decoded before anything follows it", async () => {
  const gzip = new GzipStream();
  const gunzip = createGunzip();
  for (const text of ["data: one\n\n", `data: ${"two ".repeat(500)}\n\n`]) {
    const read = new Promise<string>((resolve) => {
      gunzip.once("data", (bytes) => resolve(new TextDecoder().decode(bytes)));
    });
    gunzip.write(gzip.write(encoder.encode(text)));
    assertEquals(await read, text);
  }
  gunzip.destroy();
});

Deno.test("bytes are compressed once for all streams", () => {
  const bytes = encoder.encode("event ".repeat(400));
  const { blocks } = deflated(bytes);
  assert(blocks.length < bytes.length / 10, `${blocks.length} of ${bytes.length}`);
  const [first, second] = [new GzipStream(), new GzipStream()];
  first.write(encoder.encode("its own greeting"));
  second.write(encoder.encode("another"));
  assertEquals([first.write(bytes) === blocks, second.write(bytes) === blocks], [true, true]);
});
