import { assertEquals } from "@std/assert";
import { JobList } from "@/lib/jobs/job_list.ts";
import type { JobState } from "@/lib/wire/job.ts";
import { JobFixture } from "@/tests/jobs/job_fixture.ts";

async function all(list: JobList, state: JobState, limit: number): Promise<string[]> {
  const found: string[] = [];
  for (let cursor: string | null = null;;) {
    const { jobs, next } = await list.page(state, limit, cursor);
    found.push(...jobs.map((job) => `${job.user} ${job.id}`));
    if (next === null) return found;
    cursor = next;
  }
}

Deno.test("JobList parts waiting, running and dead jobs of all users, page by page", async () => {
  await using fixture = await JobFixture.open();
  const list = new JobList(fixture.store);
  const wanted: string[] = [];
  for (const user of ["ann", "bob", "a.b@c-d_e"]) {
    const { files } = await fixture.batch(user, 5);
    wanted.push(...files.map((file) => `${user} ${file.id}`));
  }
  for (const limit of [1, 2, 5, 100]) {
    assertEquals(await all(list, "waiting", limit), wanted.toSorted());
  }
  await fixture.endFiles("ann", 2, "failed");
  await using lease = (await fixture.claim("bob"))!;
  assertEquals((await all(list, "dead", 1)).length, 2);
  assertEquals(await all(list, "running", 1), [`bob ${lease.job.id}`]);
  assertEquals((await all(list, "waiting", 3)).length, 12);
});
