import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
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
import type { FilePart, MultipartSink } from "@/lib/http/multipart/multipart_sink.ts";

const LARGE = "x".repeat(300_000);
const limits = { ...LIMITS, maxFileBytes: 1e6, maxRequestBytes: 1e7, wholeMs: 20_000, restMs: 50 };

function* chunksOf(bytes: Uint8Array, size = 65536) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Ways of a sink with a file that is larger than all buffers together. */
const MANNERS: Record<string, (part: FilePart) => Promise<void>> = {
  "reads nothing": () => Promise.resolve(),
  "begins and leaves the iterator": async ({ content }) => {
    await content[Symbol.asyncIterator]().next();
  },
  "breaks out of a loop": async ({ content }) => {
    for await (const _ of content) break;
  },
  "leaves while it waits for the next": async ({ content }) => {
    const iterator = content[Symbol.asyncIterator]();
    await iterator.next();
    for (let i = 0; i < 3; i++) iterator.next().catch(() => {});
  },
  "gives the iterator back": async ({ content }) => {
    const iterator = content[Symbol.asyncIterator]();
    await iterator.next();
    await iterator.return?.();
  },
};

for (const [manner, take] of Object.entries(MANNERS)) {
  Deno.test(`readMultipart goes on after a sink that ${manner}`, async () => {
    const names: string[] = [];
    const named = (name: string) => TEXT.replace("cv.txt", name);
    const body = formBody([[named("1"), LARGE], [named("2"), LARGE], [named("3"), "small"]]);
    await readMultipart(upload(chunksOf(body)), limits, {
      field() {},
      rejected() {},
      async file(part) {
        names.push(part.name);
        await take(part);
      },
    });
    assertEquals(names, ["1", "2", "3"]);
  });
}

Deno.test("readMultipart ends with what a sink throws that has left bytes unread", async () => {
  const reading = readMultipart(upload(chunksOf(formBody([[TEXT, LARGE]]))), limits, {
    field() {},
    rejected() {},
    async file({ content }) {
      await content[Symbol.asyncIterator]().next();
      throw new RangeError("no");
    },
  });
  await assertRejects(() => reading, RangeError);
});

Deno.test("readMultipart gives nobody half a file for a whole one", async () => {
  const late = Promise.withResolvers<string>();
  await readMultipart(upload(chunksOf(formBody([[TEXT, LARGE]]))), limits, {
    field() {},
    rejected() {},
    async file({ content }) {
      await content[Symbol.asyncIterator]().next();
      queueMicrotask(async () => {
        await Array.fromAsync(content).then(
          () => late.resolve("whole"),
          () => late.resolve("left"),
        );
      });
    },
  });
  assertEquals(await late.promise, "left");
});

const never: Partial<MultipartSink>[] = [
  { field: () => new Promise(() => {}) },
  { file: () => new Promise(() => {}) },
];
for (const sink of never) {
  const name = `readMultipart ends in time though its sink never does: ${Object.keys(sink)}`;
  Deno.test(name, async () => {
    const body = formBody([['name="a"', "b"], [TEXT, LARGE]]);
    const reading = readMultipart(upload(chunksOf(body)), { ...limits, wholeMs: 50 }, {
      field() {},
      rejected() {},
      file: () => Promise.resolve(),
      ...sink,
    });
    assertEquals(await statusOf(reading), 408);
  });
}

Deno.test("readMultipart ends a trickle as it ends silence", async () => {
  let timer: ReturnType<typeof setTimeout>;
  let cancelled = false;
  const trickle = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(formBody([[TEXT, "x"]], "")),
    async pull(controller) {
      await new Promise((resolve) => timer = setTimeout(resolve, 40));
      controller.enqueue(encode("x"));
    },
    cancel() {
      cancelled = true;
      clearTimeout(timer);
    },
  }, { highWaterMark: 0 });
  // Each byte comes in time, and earns a thousandth of a second.
  assertEquals(await statusOf(record(upload(trickle), { idleMs: 200 })), 408);
  assertEquals(cancelled, true);
});

Deno.test("readMultipart holds no more of a large body than of a small one", async () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const seen: WeakRef<Uint8Array>[] = [];
  const body = counted(function* () {
    yield formBody([[TEXT, ""]], "");
    for (let i = 0; i < 200; i++) {
      const chunk = new Uint8Array(65536);
      seen.push(new WeakRef(chunk));
      yield chunk;
    }
    yield encode(`\r\n--${BOUNDARY}--`);
  }());
  let alive = 0;
  await readMultipart(upload(body.stream), { ...limits, maxFileBytes: 1e8, maxRequestBytes: 1e8 }, {
    field() {},
    rejected() {},
    async file({ content }) {
      let bytes = 0;
      for await (const chunk of content) {
        bytes += chunk.length;
        if (bytes < 190 * 65536 || alive > 0) continue;
        // References are kept to the end of the turn.
        await new Promise((resolve) => setTimeout(resolve));
        collectGarbage();
        alive = seen.filter((chunk) => chunk.deref()).length;
      }
    },
  });
  assert(alive > 0 && alive < 40, `${alive} of ${seen.length} chunks are alive`);
});
