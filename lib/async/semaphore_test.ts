import { assertEquals, assertRejects } from "@std/assert";
import { Semaphore } from "@/lib/async/semaphore.ts";
import { range } from "@/tests/log_fixture.ts";

Deno.test("Semaphore runs so many at a time, in order, and gives back what failed", async () => {
  const semaphore = new Semaphore(3);
  const log = { running: 0, most: 0, started: [] as number[] };
  const gates = range(0, 10).map(() => Promise.withResolvers<void>());
  const tasks = gates.map((gate, n) =>
    semaphore.run(async () => {
      log.started.push(n);
      log.most = Math.max(log.most, ++log.running);
      await gate.promise;
      log.running--;
      if (n === 4) throw new Error("four");
      return n;
    })
  );
  const failing = assertRejects(() => tasks[4], Error, "four");
  for (const [n, gate] of gates.entries()) {
    gate.resolve();
    await tasks[n].catch(() => {});
  }
  await failing;
  assertEquals([log.most, log.running], [3, 0]);
  assertEquals(log.started, range(0, 10));
});
