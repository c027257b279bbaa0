import { assertEquals, assertRejects } from "@std/assert";
import { delay } from "@/lib/async/delay.ts";

Deno.test("delay ends at once when its signal aborts, and leaves nothing behind", async () => {
  const stop = new AbortController();
  const ended: string[] = [];
  const { signal } = stop;
  const waiting = delay(60_000, { signal }).catch(() => ended.push("waiting"));
  stop.abort();
  delay(60_000, { signal }).catch(() => ended.push("too late"));
  await waiting;
  await Promise.resolve();
  // No turn of the event loop has gone by, so no timer can have fired.
  assertEquals(ended, ["waiting", "too late"]);
});

Deno.test("delay rejects with the signal's reason, and is not kept by one that never aborts", async () => {
  const stop = new AbortController();
  await delay(1, { signal: stop.signal });
  stop.abort(new RangeError("gone"));
  await assertRejects(() => delay(1, { signal: stop.signal }), RangeError, "gone");
});
