import { assertEquals } from "@std/assert";
import { keys } from "@/lib/kv/keys.ts";
import { JobFixture, TestClock } from "@/tests/jobs/job_fixture.ts";
import { until } from "@/testing/until.ts";
import type { Job } from "@/lib/jobs/job.ts";
import { LEASE_MS } from "@/lib/jobs/retry_policy.ts";

const USER = "ann";

Deno.test("Lease renews itself, and keeps off while a transaction holds the job", async () => {
  const clock = new TestClock();
  await using fixture = await JobFixture.open({ clock });
  await fixture.batch(USER, 2);
  // The first to be claimed is the first to be renewed.
  await using held = (await fixture.claim(USER))!;
  await using free = (await fixture.claim(USER))!;
  clock.pass(1);
  const due = async ({ job }: { job: Readonly<Job> }) =>
    (await fixture.store.get<Job>(keys.job(USER, job.id))).value!.due;
  const [freeDue, heldDue] = [await due(free), await due(held)];
  let tries = 0;
  // Past the turn of both: without the lease's consideration it would be tried again.
  await fixture.writer.append(USER, async (tx) => {
    tries++;
    await held.hold(tx);
    await until("the other lease to be renewed", async () => await due(free) > freeDue);
    tx.set(["marks", USER], true);
  });
  assertEquals([tries, await due(held)], [1, heldDue]);
  clock.pass(LEASE_MS / 2);
  await until("the held lease to be renewed at last", async () => await due(held) > heldDue);
});
