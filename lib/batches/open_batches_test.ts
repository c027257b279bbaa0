import { assertEquals } from "@std/assert";
import { closeAbandoned } from "@/lib/batches/open_batches.ts";
import { HOUR, JobFixture } from "@/tests/jobs/job_fixture.ts";

const USER = "ann";
const create = { jobDescription: "x", expected: 3 };

const notes = async (fixture: JobFixture) =>
  (await fixture.keysOf(USER)).filter((key) => key.startsWith('["open_batches"'));

Deno.test("closeAbandoned ends a batch whose other files don't come, and no sooner", async () => {
  using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 2, { create });
  await fixture.endFiles(USER, 2);
  assertEquals(await closeAbandoned(fixture, Date.now() + HOUR - 60_000), 0);
  assertEquals((await fixture.batchOf(USER, batch)).open, true);
  assertEquals(await closeAbandoned(fixture, Date.now() + HOUR), 1);
  const last = (await fixture.progress(USER)).at(-1)!;
  assertEquals([last.status, last.total, last.results!.length], ["completed", 2, 2]);
  assertEquals(await closeAbandoned(fixture, Date.now() + HOUR), 0);
});

Deno.test("closeAbandoned has nothing to look at where no batch is open", async () => {
  using fixture = await JobFixture.open();
  const ends: ((batch: string) => Promise<unknown>)[] = [
    (batch) => fixture.batch(USER, 2, { batch }),
    (batch) => fixture.operations.close(USER, batch),
    (batch) => fixture.operations.cancel(USER, batch),
    () => fixture.sweep.delete(USER),
  ];
  for (const end of ends) {
    const { batch } = await fixture.batch(USER, 1, { create });
    assertEquals((await notes(fixture)).length, 1);
    await end(batch);
    assertEquals(await notes(fixture), []);
  }
  await fixture.batch(USER, 1);
  assertEquals(await notes(fixture), []);
});
