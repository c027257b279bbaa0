import { assert, assertEquals } from "@std/assert";
import { createDatabase } from "@/lib/kv/database.ts";
import { keys } from "@/lib/kv/keys.ts";
import { JobFixture, TestClock } from "@/tests/jobs/job_fixture.ts";
import { until } from "@/testing/until.ts";
import type { Job } from "@/lib/jobs/job.ts";
import { LeaseLostError } from "@/lib/jobs/lease_lost_error.ts";
import { HOUR } from "@/testing/test_database.ts";
import { countedKv } from "@/tests/jobs/counted_kv.ts";
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

Deno.test("Lease is held by a transaction without a look at the job", async () => {
  const { kv, counts } = countedKv(await Deno.openKv(":memory:"));
  await using database = createDatabase(kv, { retentionMs: HOUR });
  await using fixture = await JobFixture.open({ database });
  await fixture.batch(USER, 1);
  await using lease = (await fixture.claim(USER))!;
  const mark = (at: number) =>
    fixture.writer.append(USER, async (tx) => {
      await lease.hold(tx);
      tx.set(["marks", USER], at);
    });
  counts.reads = 0;
  for (const at of [1, 2]) await mark(at);
  assertEquals([counts.reads, (await fixture.store.get(["marks", USER])).value], [0, 2]);
});

const losses: { name: string; lose: (job: Deno.KvEntry<Job>) => Partial<Job> | null }[] = [
  { name: "another has claimed it", lose: ({ value }) => ({ ...value, token: "another" }) },
  { name: "the job is gone", lose: () => null },
];

for (const { name, lose } of losses) {
  Deno.test(`Lease is lost to every transaction of a commit where ${name}`, async () => {
    await using fixture = await JobFixture.open();
    await fixture.batch(USER, 1);
    await using lease = (await fixture.claim(USER))!;
    const entry = await fixture.store.get<Job>(keys.job(USER, lease.job.id));
    const after = lose(entry as Deno.KvEntry<Job>);
    // Another process, of which the lease has heard nothing.
    if (after) await fixture.store.set(entry.key, after);
    else await fixture.store.delete(entry.key);
    const mark = (at: number) =>
      fixture.writer.append(USER, async (tx) => {
        await lease.hold(tx);
        tx.set(["marks", USER, at], true);
      });
    const marks = await Promise.allSettled([mark(1), mark(2)]);
    for (const each of marks) {
      assert(each.status === "rejected" && each.reason instanceof LeaseLostError, each.status);
    }
    assert(lease.signal.aborted);
    assertEquals(await Array.fromAsync(fixture.store.list({ prefix: ["marks", USER] })), []);
  });
}
