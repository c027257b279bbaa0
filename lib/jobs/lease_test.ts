import { assertEquals } from "@std/assert";
import { keys } from "@/lib/kv/keys.ts";
import { JobFixture } from "@/tests/jobs/job_fixture.ts";
import { until } from "@/tests/until.ts";
import type { Job } from "@/lib/jobs/job.ts";

const USER = "ann";

Deno.test("Lease renews itself, and keeps off while a transaction holds the job", async () => {
  using fixture = await JobFixture.open();
  await fixture.batch(USER, 2);
  await using free = (await fixture.claim(USER))!;
  await using held = (await fixture.claim(USER))!;
  const due = async ({ job }: { job: Readonly<Job> }) =>
    (await fixture.kv.get<Job>(keys.job(USER, job.id))).value!.due;
  const [freeDue, heldDue] = [await due(free), await due(held)];
  let tries = 0;
  // As long as a slow database takes: without the lease's consideration it would be tried again.
  await fixture.writer.append(USER, async (tx) => {
    tries++;
    await held.hold(tx);
    await until("the other lease to be renewed", async () => await due(free) > freeDue);
    tx.set(["marks", USER], true);
  });
  assertEquals([tries, await due(held)], [1, heldDue]);
});
