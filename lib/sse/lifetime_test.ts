import { assert, assertEquals } from "@std/assert";
import { Lifetime } from "@/lib/sse/lifetime.ts";
import { range } from "@/tests/log_fixture.ts";

Deno.test("Lifetime ends streams at different times, none before nine tenths", () => {
  const now = performance.now();
  const lives = range(0, 200).map(() =>
    new Lifetime({ keepaliveSeconds: 1, streamMaxSeconds: 10 })
  );
  const over = (ms: number) => lives.filter((life) => life.isOver(now + ms)).length;
  assertEquals([over(8990), over(10_100)], [0, 200]);
  assert(over(9500) > 40 && over(9500) < 160, `${over(9500)} of 200 in half of the tenth`);
});

Deno.test("Lifetime tells each client to wait another time", () => {
  const options = { keepaliveSeconds: 1, streamMaxSeconds: 10 };
  const waits = range(0, 100).map(() => new Lifetime(options).retryMs);
  assert(waits.every((ms) => ms >= 1000 && ms <= 4000));
  assert(new Set(waits).size > 90);
});

Deno.test("Lifetime is silent after keepaliveSeconds, counted from the last touch", () => {
  const now = performance.now();
  const life = new Lifetime({ keepaliveSeconds: 30, streamMaxSeconds: 3600 });
  assertEquals([life.isSilent(now + 29_000), life.isSilent(now + 30_000)], [false, true]);
  life.touch();
  assertEquals(life.isSilent(performance.now()), false);
});

Deno.test("Lifetime is silent after four seconds at most while its process is busy", () => {
  const now = performance.now();
  const life = new Lifetime({ keepaliveSeconds: 30, streamMaxSeconds: 3600 });
  assertEquals([2000, 3500].map((ms) => life.isSilent(now + ms, true)), [false, true]);
  assertEquals(life.isSilent(now + 3500, false), false);
});
