import { assert, assertEquals } from "@std/assert";
import { TimeLimit } from "@/lib/extract/sandbox/time_limit.ts";

const LIMIT_MS = 20;

/** Milliseconds until a limit is over for a sandbox that has had so much of the processor after so many. */
async function overAfter(processorMs: (passed: number) => number | null): Promise<number> {
  const started = performance.now();
  const passed = () => performance.now() - started;
  const over = Promise.withResolvers<number>();
  const sandbox = { processorMs: () => processorMs(passed()) };
  using limit = new TimeLimit(sandbox, LIMIT_MS, () => over.resolve(passed()));
  assert(!limit.isOver);
  const after = await over.promise;
  assert(limit.isOver);
  return after;
}

/** A timer may fire a little early, by the other clock. */
const EARLY_MS = 2;

Deno.test("TimeLimit doesn't count the time in which a sandbox waits for the processor", async () => {
  // A quarter of it, beside what it had before.
  assert(await overAfter((passed) => 500 + passed / 4) >= 4 * LIMIT_MS - EARLY_MS);
});

Deno.test("TimeLimit ends what gets no processor at six times the limit", async () => {
  assert(await overAfter(() => 0) >= 6 * LIMIT_MS - EARLY_MS);
});

Deno.test("TimeLimit gives the whole time where several threads spend it sooner, and where nothing is known", async () => {
  assert(await overAfter((passed) => 4 * passed) >= LIMIT_MS - EARLY_MS);
  assert(await overAfter(() => null) >= LIMIT_MS - EARLY_MS);
});

Deno.test("TimeLimit is silent once it is disposed of", async () => {
  let over = false;
  new TimeLimit({ processorMs: () => null }, 1, () => over = true)[Symbol.dispose]();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assertEquals(over, false);
});
