import { assertEquals } from "@std/assert";
import { FakeClock } from "@/lib/client/stream/_fake_clock_fixture.ts";
import { Watchdog } from "@/lib/client/stream/watchdog.ts";

function watched(keepaliveMs: number) {
  const clock = new FakeClock();
  const told: string[] = [];
  const watchdog = new Watchdog(clock, {
    onQuiet: (quiet) => told.push(quiet ? "quiet" : "heard"),
    onStall: (ms) => told.push(`stalled ${ms}`),
  });
  watchdog.start();
  watchdog.expect(keepaliveMs);
  return { clock, told, watchdog };
}

Deno.test("Watchdog tells of silence after a keepalive, and of a stall after two and 5 s", () => {
  const { clock, told } = watched(30_000);
  clock.pass(31_000 - 1);
  assertEquals(told, []);
  clock.pass(1);
  assertEquals(told, ["quiet"]);
  clock.pass(34_000 - 1);
  assertEquals(told, ["quiet"]);
  clock.pass(1);
  assertEquals(told, ["quiet", "stalled 65000"]);
  assertEquals(clock.pending, 0);
});

Deno.test("Watchdog counts from what was heard last", () => {
  const { clock, told, watchdog } = watched(1_000);
  for (let i = 0; i < 100; i++) {
    clock.pass(1_500);
    watchdog.heard();
  }
  assertEquals(told, []);
  clock.pass(3_000);
  watchdog.heard();
  clock.pass(6_999);
  assertEquals(told, ["quiet", "heard", "quiet"]);
  clock.pass(1);
  assertEquals(told.at(-1), "stalled 7000");
});

Deno.test("Watchdog finds a stall within a second of a sleep", () => {
  const { clock, told } = watched(30_000);
  clock.pass(10_000);
  clock.jump(3_600_000);
  clock.pass(1_000);
  assertEquals(told, ["quiet", "stalled 3611000"]);
});

Deno.test("Watchdog takes a clock that is set back as nothing", () => {
  const { clock, told } = watched(30_000);
  clock.pass(20_000);
  clock.jump(-86_400_000);
  clock.pass(25_000);
  assertEquals(told.includes("stalled 65000"), false);
  clock.pass(65_000);
  assertEquals(told.slice(-1), ["stalled 65000"]);
});

Deno.test("Watchdog takes what is quiet as stalled when it is checked", () => {
  const { clock, told, watchdog } = watched(30_000);
  clock.pass(29_000);
  watchdog.check();
  assertEquals(told, []);
  clock.pass(3_000);
  watchdog.check();
  assertEquals(told, ["quiet", "stalled 32000"]);
  watchdog.check();
  assertEquals(told.length, 2);
});

Deno.test("Watchdog says nothing once it is stopped, also from within", () => {
  const clock = new FakeClock();
  const told: boolean[] = [];
  const watchdog: Watchdog = new Watchdog(clock, {
    onQuiet(quiet) {
      told.push(quiet);
      watchdog.stop();
    },
    onStall: () => told.push(false),
  });
  watchdog.start();
  clock.jump(3_600_000);
  clock.pass(3_600_000);
  assertEquals([told, clock.pending], [[true], 0]);
});
