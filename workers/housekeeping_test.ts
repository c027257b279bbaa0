import { assertEquals } from "@std/assert";
import { JobIndex } from "@/lib/jobs/job_index.ts";
import { JobFixture } from "@/tests/jobs/job_fixture.ts";
import { HOUR } from "@/testing/test_database.ts";
import { ExpiryWatch } from "@/workers/expiry_watch.ts";
import { Housekeeping, type Housekept } from "@/workers/housekeeping.ts";

const USER = "ann";

function housekeeping(fixture: JobFixture): Housekeeping {
  const { store, blobs, sweep } = fixture;
  const onError = (error: unknown) => {
    throw error;
  };
  const expiry = new ExpiryWatch({ store, onStandstill: () => onError("expiry stands still") });
  return new Housekeeping({ store, blobs, sweep, index: new JobIndex(store), expiry, onError });
}

/** One round after the other, as if a minute had passed between them; returns the last one's work. */
async function rounds(fixture: JobFixture, count: number): Promise<Housekept | null> {
  let done: Housekept | null = null;
  for (let i = 0; i < count; i++) {
    const { key, value } = await fixture.store.get<object>(["housekeeping"]);
    if (value) await fixture.store.set(key, { ...value, next: Date.now() - 1 });
    done = await housekeeping(fixture).run();
  }
  return done;
}

Deno.test("Housekeeping ends what has died half way", async () => {
  await using fixture = await JobFixture.open();
  await fixture.batch("bob", 2);
  const others = await fixture.keysOf("bob");
  await fixture.batch(USER, 2);
  const head = await fixture.store.get<object>(["progress", USER]);
  await fixture.store.atomic().set(head.key, { ...head.value, sweeping: true })
    .set(["sweeps", USER], "2026-01-01T00:00:00Z").commit();
  const { upload } = await fixture.storeTexts("cem", 2);
  await fixture.store.set(["uploads", "cem", upload!], { claimed: 0, at: Date.now() - HOUR });
  await fixture.store.set(["jobs_by_due", "dan", 5, "gone"], true);

  assertEquals(await rounds(fixture, 1), { sweeps: 1, uploads: 0, indexEntries: 1 });
  assertEquals(await rounds(fixture, 59), { sweeps: 0, uploads: 0, indexEntries: 0 });
  assertEquals(await rounds(fixture, 1), { sweeps: 0, uploads: 1, indexEntries: 0 });
  assertEquals(await fixture.keysOf(USER), []);
  assertEquals((await fixture.keysOf("cem")).map((key) => JSON.parse(key)[0]), ["progress"]);
  assertEquals(await fixture.keysOf("dan"), []);
  assertEquals(await fixture.keysOf("bob"), others);
});

Deno.test("Housekeeping brings back a user whom the workers would pass by", async () => {
  await using fixture = await JobFixture.open();
  await fixture.batch(USER, 1);
  await fixture.store.delete(["users_with_jobs", USER]);
  assertEquals(await fixture.jobs.usersWithJobs(""), []);
  await housekeeping(fixture).run();
  assertEquals((await fixture.jobs.usersWithJobs("")).map(({ user }) => user), [USER]);
});

Deno.test("Housekeeping is done by one process at a time, and not again at once", async () => {
  await using fixture = await JobFixture.open();
  const rounds = await Promise.all([1, 2, 3].map(() => housekeeping(fixture).run()));
  assertEquals(rounds.filter((round) => round !== null).length, 1);
  assertEquals(await housekeeping(fixture).run(), null);
  await fixture.store.set(["housekeeping"], { token: "dead", next: Date.now() - 1 });
  assertEquals(await housekeeping(fixture).run() !== null, true);
});

Deno.test("Housekeeping isn't kept from its work by a turn that a wrong clock wrote", async () => {
  await using fixture = await JobFixture.open();
  await fixture.store.set(["housekeeping"], { token: "x", next: Date.now() + HOUR });
  assertEquals(await housekeeping(fixture).run() !== null, true);
});
