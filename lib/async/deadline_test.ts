import { assertEquals, assertRejects } from "@std/assert";
import { deadline, DeadlineError } from "@/lib/async/deadline.ts";

Deno.test("deadline gives what comes in time, and leaves no timer", async () => {
  assertEquals(await deadline(Promise.resolve(7), 60_000), 7);
  await assertRejects(() => deadline(Promise.reject(new RangeError("x")), 60_000), RangeError, "x");
});

Deno.test("deadline ends the wait for what doesn't come, and bears its late failure", async () => {
  const { promise, reject } = Promise.withResolvers<void>();
  await assertRejects(() => deadline(promise, 1), DeadlineError, "no answer within 0.001 s");
  reject(new Error("late"));
  await Promise.resolve();
});
