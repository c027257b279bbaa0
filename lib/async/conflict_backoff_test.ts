import { assert, assertEquals } from "@std/assert";
import { backoff, sleep } from "@/lib/async/conflict_backoff.ts";

Deno.test("backoff doubles its ceiling with each try, up to the most", () => {
  for (const [tries, ceiling] of [[0, 10], [1, 20], [4, 160], [10, 1000], [5000, 1000]]) {
    const waits = Array.from({ length: 500 }, () => backoff(tries, { base: 10, max: 1000 }));
    assert(Math.max(...waits) <= ceiling, `try ${tries}`);
    assert(Math.max(...waits) > ceiling * 0.9, `try ${tries}`);
    assert(Math.min(...waits) < ceiling * 0.1, `try ${tries}`);
  }
});

Deno.test("sleep ends at once when its signal aborts, and leaves nothing behind", async () => {
  const stop = new AbortController();
  let ended = 0;
  const sleeping = sleep(60_000, stop.signal).then(() => ended++);
  stop.abort();
  sleep(60_000, stop.signal).then(() => ended++);
  await sleeping;
  await Promise.resolve();
  // No turn of the event loop has gone by, so no timer can have fired.
  assertEquals(ended, 2);
});
