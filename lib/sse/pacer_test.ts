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

Deno.test("Pacer puts passes off while many events leave together", async () => {
  const starts: number[] = [];
  const pacer = new Pacer();
  const heavy = { deliver: () => (starts.push(performance.now()), busy(25)) };
  const news = setInterval(() => pacer.schedule(heavy, 5), 1);
  await until("four passes", () => starts.length === 4);
  clearInterval(news);
  const pauses = starts.slice(1).map((start, i) => start - starts[i] - 25);
  assert(pauses[0] >= 5, `the try took ${pauses[0]} ms`);
  assert(pauses[1] >= 20 && pauses[2] >= 20, `${pauses} ms`);
  await until("the end", () => !pacer.running);
});

Deno.test("Pacer stops putting passes off where few events come", async () => {
  const starts: number[] = [];
  const pacer = new Pacer();
  const heavy = {
    deliver() {
      starts.push(performance.now());
      if (starts.length < 6) pacer.schedule(heavy, 1);
      busy(25);
    },
  };
  pacer.schedule(heavy, 1);
  await until("six passes", () => starts.length === 6);
  const pauses = starts.slice(1).map((start, i) => start - starts[i] - 25);
  assert(pauses[0] >= 5, `the try took ${pauses[0]} ms`);
  assert(Math.min(...pauses.slice(1)) < 5, `${pauses} ms`);
  await until("the end", () => !pacer.running);
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
