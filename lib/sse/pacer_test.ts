import { assertEquals } from "@std/assert";
import { Pacer, type PacerTime } from "@/lib/sse/pacer.ts";

/** What a pass over many streams takes, in milliseconds. */
const PASS_MS = 25;

/** Time that passes only where a test or a pacer lets it; no event loop is that punctual. */
class TestTime implements PacerTime {
  /** The waits that were asked for, those of no time left out. */
  readonly waits: number[] = [];
  /** Called before each turn of the event loop. */
  onTurn = () => {};
  #now = 0;

  now(): number {
    return this.#now;
  }

  pass(ms: number): void {
    this.#now += ms;
  }

  turn(ms: number): Promise<void> {
    this.onTurn();
    this.#now += ms;
    if (ms > 0) this.waits.push(ms);
    return Promise.resolve();
  }
}

/** Runs passes of `PASS_MS` with so many new events behind each, and returns the waits. */
async function waitsBehind(events: number[], passMs = PASS_MS): Promise<number[]> {
  const time = new TestTime();
  const pacer = new Pacer(time);
  const left = [...events];
  const ended = Promise.withResolvers<void>();
  const heavy = {
    deliver() {
      time.pass(passMs);
      const next = left.shift();
      if (next === undefined) ended.resolve();
      else pacer.schedule(heavy, next);
    },
  };
  pacer.schedule(heavy, 1);
  await ended.promise;
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

Deno.test("Pacer waits as long as a pass takes where news come right behind it", async () => {
  assertEquals(await waitsBehind([5, 5, 5]), [PASS_MS, PASS_MS, PASS_MS]);
  assertEquals(await waitsBehind([2, 2, 2]), [PASS_MS, PASS_MS, PASS_MS]);
});

Deno.test("Pacer leaves it alone where few events come, and tries again after 128 passes", async () => {
  assertEquals(await waitsBehind([1, 1, 1, 1]), [PASS_MS]);
  assertEquals(await waitsBehind(Array(130).fill(1)), [PASS_MS, PASS_MS]);
  assertEquals(await waitsBehind([5, 5, 1, 1, 1]), [PASS_MS, PASS_MS, PASS_MS]);
});

Deno.test("Pacer never puts a pass off for long, nor one that is quick", async () => {
  assertEquals(await waitsBehind([5, 5], 150), [30, 30]);
  assertEquals(await waitsBehind([5, 5, 5], 2), []);
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
