import { assert, assertEquals } from "@std/assert";
import { Lifetime } from "@/lib/sse/lifetime.ts";
import { range } from "@/tests/log_fixture.ts";

Deno.test("Lifetime ends streams at different times, none before nine tenths", () => {
  const before = performance.now();
  const lives = range(0, 200).map(() =>
    new Lifetime({ keepaliveSeconds: 1, streamMaxSeconds: 10 })
  );
  const after = performance.now();
  const over = (now: number) => lives.filter((life) => life.isOver(now)).length;
  assertEquals([over(before + 8999), over(after + 10_000)], [0, 200]);
  const half = over(after + 9500);
  assert(half > 40, `${half} of 200 in half of the tenth`);
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

Deno.test("Lifetime is stalled when nothing was taken for two keepalives and 30 seconds", () => {
  const life = new Lifetime({ keepaliveSeconds: 5, streamMaxSeconds: 3600 });
  const now = performance.now();
  assertEquals([39_000, 41_000].map((ms) => life.isStalled(now + ms)), [false, true]);
  life.taken(now + 41_000);
  assertEquals([80_000, 82_000].map((ms) => life.isStalled(now + ms)), [false, true]);
});

Deno.test("Lifetime is expired from the moment on that it was given, and never without one", () => {
  const options = { keepaliveSeconds: 30, streamMaxSeconds: 3600 };
  const life = new Lifetime(options, 5000);
  assertEquals([4999, 5000].map((now) => life.isExpired(now)), [false, true]);
  assertEquals(new Lifetime(options).isExpired(Number.MAX_SAFE_INTEGER), false);
});
