import { assertEquals, assertRejects } from "@std/assert";
import { bytesOf, JobFixture, TestClock } from "@/tests/jobs/job_fixture.ts";
import { LEASE_MS } from "@/lib/jobs/retry_policy.ts";
import { LeaseLostError } from "@/lib/jobs/lease_lost_error.ts";
import { keys, recordTables, userTables } from "@/lib/kv/keys.ts";
import { PendingUpload } from "@/lib/uploads/pending_upload.ts";
import { type Criteria, DEFAULT_WEIGHTS } from "@/lib/wire/review/criteria.ts";
import { SweepingError } from "@/lib/progress/sweeping_error.ts";

const USER = "ann";
const CRITERIA: Criteria = {
  version: 1,
  requirements: [],
  weights: DEFAULT_WEIGHTS,
  source: "edited",
  edited_at: "2026-11-01T00:00:00Z",
};

/** A user with something in every table. */
async function fill(fixture: JobFixture, user: string): Promise<void> {
  const { batch, files } = await fixture.batch(user, 5, {
    create: { jobDescription: "A baker. Requirements: bread", criteria: CRITERIA },
    idempotency: { key: "k", digest: "d", accepted: [] },
  });
  await fixture.idempotency.keep(user, "k", { ok: true });
  await fixture.endFiles(user, 2);
  await fixture.endFiles(user, 1, "failed");
  const deciding = { update: { decision: "hold" as const }, by: user };
  await fixture.decisions.putMany(user, batch, files.map(({ id }) => id), deciding);
  const share = { expires_in_hours: 1, blind: true, may_decide: false };
  await fixture.shares.create(user, batch, share);
  await using lease = (await fixture.claim(user))!;
  const key = ["results", user, lease.job.batch, lease.job.id, lease.token];
  await lease.commit((operation) => operation.set(key, new Uint8Array(9)));
  await fixture.storeTexts(user, 1);
}

Deno.test("UserSweep leaves no key that names the user, and all of the others", async () => {
  await using fixture = await JobFixture.open();
  await fill(fixture, "bob");
  const others = await fixture.allKeys();
  await fill(fixture, USER);
  const tables = new Set((await fixture.keysOf(USER)).map((key) => JSON.parse(key)[0]));
  for (
    const { table } of [...userTables, ...recordTables, keys.head, keys.usage, keys.userWithJobs]
  ) {
    assertEquals(tables.has(table), true, table);
  }

  const { deleted } = await fixture.sweep.delete(USER);
  assertEquals([deleted.batches, deleted.files, deleted.jobs], [1, 5, 2]);
  const left = (await fixture.allKeys()).filter((key) => !key.includes('"dead_epochs"'));
  assertEquals(left, others);
  assertEquals(await fixture.sweep.finish(), 0);
});

Deno.test("UserSweep changes nothing when it is done again, twice at once too", async () => {
  await using fixture = await JobFixture.open();
  await fill(fixture, USER);
  await Promise.all([1, 2, 3].map(() => fixture.sweep.delete(USER)));
  assertEquals(await fixture.keysOf(USER), []);
  const { deleted } = await fixture.sweep.delete(USER);
  assertEquals(Object.values(deleted), [0, 0, 0, 0, 0, 0]);
  assertEquals(await fixture.keysOf(USER), []);
});

Deno.test("UserSweep ends the uploads that are under way", async () => {
  await using fixture = await JobFixture.open();
  const upload = await PendingUpload.begin(USER, fixture);
  await upload.store(bytesOf("one"));
  async function* slow() {
    yield new Uint8Array(400_000);
    await fixture.sweep.delete(USER);
    yield new Uint8Array(400_000);
  }
  await assertRejects(() => upload.store(slow()), SweepingError);
  await upload.store(bytesOf("three"));
  await assertRejects(() => upload.flush(), SweepingError);
  await upload.drop();
  assertEquals(await fixture.keysOf(USER), []);
});

Deno.test("UserSweep keeps files from being accepted that were stored before it", async () => {
  await using fixture = await JobFixture.open();
  const stored = await fixture.storeTexts(USER, 2);
  await fixture.sweep.delete(USER);
  await assertRejects(() => fixture.batch(USER, 0, stored), SweepingError);
  assertEquals(await fixture.keysOf(USER), []);
});

Deno.test("UserSweep takes running jobs out of their holders' hands", async () => {
  const clock = new TestClock();
  await using fixture = await JobFixture.open({ clock });
  const { files: [file] } = await fixture.batch(USER, 3);
  await using lease = (await fixture.claim(USER))!;
  await fixture.sweep.delete(USER);
  const outcome = { ending: "failed", reason: "x", dead: true } as const;
  await assertRejects(() => fixture.steps.reach(lease, file, "scoring"), LeaseLostError);
  await assertRejects(() => fixture.steps.end(lease, file, outcome), LeaseLostError);
  await assertRejects(() => lease.commit((it) => it.set(["results", USER], 1)), LeaseLostError);
  await assertRejects(() => lease.release(0), LeaseLostError);
  clock.pass(LEASE_MS);
  assertEquals((await fixture.jobs.due(USER, 9)).jobs, []);
  assertEquals(await fixture.keysOf(USER), []);
});

Deno.test("UserSweep leaves nothing while others write as fast as they can", async () => {
  await using fixture = await JobFixture.open();
  let stop = false;
  const refused: unknown[] = [];
  const busy = async (work: () => Promise<unknown>) => {
    while (!stop) await work().catch((error) => refused.push(error));
  };
  const work = [
    busy(() => fixture.batch(USER, 3)),
    busy(() => fixture.endFiles(USER, 1)),
    busy(async () => {
      await using lease = await fixture.claim(USER);
      await lease?.release(0);
    }),
  ];
  for (let i = 0; i < 20; i++) await fixture.batch("bob", 1);
  await fixture.sweep.delete(USER);
  stop = true;
  await Promise.all(work);
  await fixture.sweep.delete(USER);
  assertEquals(await fixture.keysOf(USER), []);
  assertEquals(refused.every((it) => it instanceof Error), true);
});

Deno.test("UserSweep that died is found, appended to by nobody, and done again", async () => {
  await using fixture = await JobFixture.open();
  await fill(fixture, USER);
  // As a sweep leaves it that dies after its first commit.
  const head = await fixture.store.get<object>(["progress", USER]);
  await fixture.store.atomic().set(head.key, { ...head.value, sweeping: true })
    .set(["sweeps", USER], "2026-01-01T00:00:00Z").commit();
  await assertRejects(() => fixture.batch(USER, 1), SweepingError);
  assertEquals(await fixture.sweep.finish(), 1);
  assertEquals(await fixture.keysOf(USER), []);
  await fixture.batch(USER, 1);
});
