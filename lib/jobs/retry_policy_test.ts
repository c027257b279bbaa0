import { assertEquals } from "@std/assert";
import { MAX_BACKOFF_MS, retryDelayMs } from "@/lib/jobs/retry_policy.ts";

const DELAYS: [attempt: number, shortestMs: number, longestMs: number][] = [
  [1, 250, 1250],
  [2, 250, 2250],
  [3, 250, 4250],
  [10, 250, MAX_BACKOFF_MS],
  [5000, 250, MAX_BACKOFF_MS],
];

for (const [attempt, shortestMs, longestMs] of DELAYS) {
  Deno.test(`retryDelayMs after try ${attempt} is ${shortestMs} to ${longestMs} ms`, () => {
    assertEquals([retryDelayMs(attempt, () => 0), retryDelayMs(attempt, () => 1)], [
      shortestMs,
      longestMs,
    ]);
  });
}
