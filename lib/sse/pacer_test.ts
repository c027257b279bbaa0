import { assert, assertEquals } from "@std/assert";
import { Pacer } from "@/lib/sse/pacer.ts";
import { until } from "@/tests/until.ts";

function busy(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end;);
}

Deno.test("Pacer delivers at once when idle", () => {
  let delivered = 0;
  new Pacer().schedule({ deliver: () => delivered++ });
  assertEquals(delivered, 1);
});

Deno.test("Pacer joins what is scheduled during a pass into the next one", async () => {
  let passes = 0;
  const pacer = new Pacer(() => passes++);
  const counts = [0, 0];
  const second = { deliver: () => counts[1]++ };
  pacer.schedule({
    deliver() {
      counts[0]++;
      for (let i = 0; i < 100; i++) pacer.schedule(second);
    },
  });
  assertEquals(counts, [1, 0]);
  await until("the second pass", () => passes === 2);
  assertEquals(counts, [1, 1]);
});

Deno.test("Pacer puts the next pass off about as long as one kept the loop busy", async () => {
  const starts: number[] = [];
  const pacer = new Pacer();
  const heavy = { deliver: () => (starts.push(performance.now()), busy(25)) };
  pacer.schedule(heavy);
  pacer.schedule(heavy);
  await until("the second pass", () => starts.length === 2);
  const pause = starts[1] - starts[0] - 25;
  assert(pause >= 20, `${pause} ms`);
});

Deno.test("Pacer never puts a pass off for long", async () => {
  const starts: number[] = [];
  const pacer = new Pacer();
  const heavy = { deliver: () => (starts.push(performance.now()), busy(150)) };
  pacer.schedule(heavy);
  pacer.schedule(heavy);
  await until("the second pass", () => starts.length === 2);
  assert(starts[1] - starts[0] - 150 < 140, `${starts[1] - starts[0]} ms`);
});
