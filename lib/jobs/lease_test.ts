import { assertEquals, assertRejects } from "@std/assert";
import { createDatabase } from "@/lib/kv/database.ts";
import { LeaseLostError } from "@/lib/jobs/lease_lost_error.ts";
import { countedKv } from "@/tests/jobs/counted_kv.ts";
import { HOUR } from "@/testing/test_database.ts";
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

Deno.test("Lease has a transaction believe what it knows of its job, and read it once that fails", async () => {
  const { kv, counts } = countedKv(await Deno.openKv(":memory:"));
  await using database = createDatabase(kv, { retentionMs: HOUR });
  await using fixture = await JobFixture.open({ database });
  const { store, writer } = fixture;
  await fixture.batch(USER, 1);
  await using lease = (await fixture.claim(USER))!;
  const key = keys.job(USER, lease.job.id);
  let tries = 0;
  const hold = async () => {
    const { reads } = counts;
    tries = 0;
    await writer.append(USER, async (tx) => {
      tries++;
      await lease.hold(tx);
      tx.set(["marks", USER], tries);
    });
    lease.confirm();
    return [tries, counts.reads - reads];
  };
  assertEquals([await hold(), await hold()], [[1, 0], [1, 0]]);
  // Changed, but still the lease's: found by the commit, and read.
  await store.set(key, { ...lease.job, due: lease.job.due + 1 });
  assertEquals((await hold())[0], 2);
  await store.set(key, { ...lease.job, token: "another's" });
  await assertRejects(hold, LeaseLostError);
  assertEquals(lease.signal.aborted, true);
});
