import { assert, assertEquals } from "@std/assert";
import { keys } from "@/lib/kv/keys.ts";
import { JobFixture } from "@/tests/jobs/job_fixture.ts";

const USER = "ann";
const FILES = 40;

Deno.test("JobStore due lists the first jobs, in their order", async () => {
  await using fixture = await JobFixture.open();
  const { files } = await fixture.batch(USER, FILES);
  const { jobs, wait } = await fixture.jobs.due(USER, 5);
  assertEquals(jobs.map(({ id }) => id), files.slice(0, 5).map(({ id }) => id));
  assertEquals(wait, 0);
});

Deno.test("JobStore due takes any of many, but operations on a batch first", async () => {
  await using fixture = await JobFixture.open();
  const { batch, files } = await fixture.batch(USER, FILES);
  await fixture.operations.cancel(USER, batch);
  const operation = (await fixture.jobs.due(USER, 1)).jobs[0].id;
  const seen = new Set<string>();
  for (let look = 0; look < 100; look++) {
    const { jobs, wait } = await fixture.jobs.due(USER, 5, { among: 20 });
    assertEquals([jobs.length, new Set(jobs.map(({ id }) => id)).size, wait], [5, 5, 0]);
    assertEquals(jobs[0].id, operation);
    for (const { id, entry } of jobs) {
      assertEquals(entry.key, keys.job(USER, id));
      seen.add(id);
    }
  }
  seen.delete(operation);
  assert(seen.size > 5, "the same again and again");
  const among = new Set(files.slice(0, 19).map(({ id }) => id));
  assertEquals([...seen].filter((id) => !among.has(id)), []);
});

Deno.test("JobStore due gives all where there are no more than are wanted", async () => {
  await using fixture = await JobFixture.open();
  await fixture.batch(USER, 3);
  const { jobs, wait } = await fixture.jobs.due(USER, 5, { among: 20 });
  assertEquals([jobs.length, wait], [3, null]);
});
