import { assert, assertEquals } from "@std/assert";
import { backoffMs } from "@/lib/async/backoff.ts";

Deno.test("backoffMs doubles its ceiling up to the maximum", () => {
  const random = () => 1;
  const waits = [0, 1, 2, 3, 10, 2_000].map((n) =>
    backoffMs(n, { baseMs: 100, maxMs: 500, random })
  );
  assertEquals(waits, [100, 200, 400, 500, 500, 500]);
});

Deno.test("backoffMs spreads its waits over the whole range", () => {
  const waits = Array.from({ length: 500 }, () => backoffMs(2, { baseMs: 100 }));
  assert(waits.every((ms) => ms >= 0 && ms <= 400));
  assert(Math.min(...waits) < 100 && Math.max(...waits) > 300);
});
