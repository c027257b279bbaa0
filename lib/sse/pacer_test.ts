import { assertEquals } from "@std/assert";
import { Pacer, type PacerTime } from "@/lib/sse/pacer.ts";

/** What a pass over many streams takes, in milliseconds. */
const PASS_MS = 25;

/** Time that passes only where a test or a pacer lets it; no event loop is that punctual. */
class TestTime implements PacerTime {
  /** The waits that were asked for, those of no time left out. */
  readonly waits: number[] = [];
  /** Called while a wait passes. */
  onWait = () => {};
  #now = 0;

  now(): number {
    return this.#now;
  }

  pass(ms: number): void {
    this.#now += ms;
  }

  turn(ms: number): Promise<void> {
    this.#now += ms;
    if (ms === 0) return Promise.resolve();
    this.waits.push(ms);
    this.onWait();
    return Promise.resolve();
  }
}

/** Lets one event come right behind a pass of `passMs` and one more in each of so many turns; returns the waits. */
async function waitsBehind(passMs: number, more: number): Promise<number[]> {
  const time = new TestTime();
  const pacer = new Pacer(time);
  const light = { deliver: () => {} };
  let passed = false;
  const heavy = {
    deliver() {
      time.pass(passMs);
      if (!passed) pacer.schedule(heavy, 1);
      passed = true;
    },
  };
  time.onWait = () => {
    if (more-- > 0) pacer.schedule(light, 1);
  };
  pacer.schedule(heavy, 1);
  await pacer.idle;
  return time.waits;
}

Deno.test("Pacer delivers at once when idle", async () => {
  let delivered = 0;
  const pacer = new Pacer();
  pacer.schedule({ deliver: () => delivered++ });
  assertEquals(delivered, 1);
  await pacer.idle;
});

Deno.test("Pacer joins what is scheduled during a pass into the next one", async () => {
  const pacer = new Pacer();
  const counts = [0, 0];
  const ended = Promise.withResolvers<void>();
  const second = { deliver: () => (counts[1]++, ended.resolve()) };
  pacer.schedule({
    deliver() {
      counts[0]++;
      for (let i = 0; i < 100; i++) pacer.schedule(second);
    },
  });
  assertEquals(counts, [1, 0]);
  await ended.promise;
  assertEquals(counts, [1, 1]);
  await pacer.idle;
});

Deno.test("Pacer gives the event loop a turn among many streams", async () => {
  const pacer = new Pacer();
  const order: string[] = [];
  const stream = { deliver: () => void order.push("stream") };
  setTimeout(() => order.push("request"));
  pacer.schedule({ streams: Array(300).fill(stream), beginPass: () => () => order.push("served") });
  await pacer.idle;
  assertEquals(order.indexOf("request"), 249);
  assertEquals(order.slice(-2), ["stream", "served"]);
});

Deno.test("Pacer waits a part of a pass where news come right behind it, and passes if none follow", async () => {
  assertEquals(await waitsBehind(PASS_MS, 0), [10]);
});

Deno.test("Pacer waits on while news keep coming, no longer than the pass took", async () => {
  assertEquals(await waitsBehind(PASS_MS, 1), [10, 10]);
  assertEquals(await waitsBehind(PASS_MS, 100), [10, 10, 5]);
  assertEquals(await waitsBehind(150, 100), [12, 12, 6]);
});

Deno.test("Pacer leaves time for a request and its commit behind a short pass, and doesn't wait behind a quick one", async () => {
  assertEquals(await waitsBehind(5, 100), [3, 2]);
  assertEquals(await waitsBehind(2, 100), []);
});

Deno.test("Pacer doesn't wait where news come late after a full pass", async () => {
  const time = new TestTime();
  const pacer = new Pacer(time);
  const heavy = { deliver: () => time.pass(PASS_MS) };
  for (let pass = 0; pass < 3; pass++) {
    pacer.schedule(heavy, 5);
    await new Promise((resolve) => setTimeout(resolve));
    time.pass(PASS_MS);
  }
  assertEquals(time.waits, []);
});
