import { assert, assertEquals, assertThrows } from "@std/assert";
import { BusyError } from "@/lib/async/busy_error.ts";
import { OcrQueue } from "@/lib/extract/sandbox/ocr/ocr_queue.ts";

const waitOf = (queue: OcrQueue) => assertThrows(() => queue.check(), BusyError).waitMs;

Deno.test("OcrQueue lets in as many as it has places", () => {
  const queue = new OcrQueue(2);
  const [first, second] = [queue.enter(), queue.enter()];
  assertEquals(queue.taken, 2);
  assertThrows(() => queue.enter(), BusyError);
  first[Symbol.dispose]();
  queue.check();
  second[Symbol.dispose]();
  assertEquals(queue.taken, 0);
});

Deno.test("OcrQueue tells each one later than the one before, and none later than 25 s", () => {
  const queue = new OcrQueue(1, () => 0);
  using _place = queue.enter();
  const waits = Array.from({ length: 1_000 }, () => waitOf(queue));
  assert(waits[0] > 0 && waits[1] > waits[0], waits.slice(0, 3).join());
  assert(waits.every((wait) => wait <= 25_000));
});

Deno.test("OcrQueue learns how long a document takes", () => {
  let now = 0;
  const queue = new OcrQueue(1, () => now);
  for (let round = 0; round < 50; round++) {
    const place = queue.enter();
    now += 1_000;
    place[Symbol.dispose]();
  }
  using _place = queue.enter();
  const wait = waitOf(queue);
  assert(wait > 900 && wait < 1_100, `${wait}`);
});
