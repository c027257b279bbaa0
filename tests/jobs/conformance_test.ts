import { assert, assertEquals, assertRejects } from "@std/assert";
import { LEASE_MS } from "@/lib/jobs/retry_policy.ts";
import { JobStore } from "@/lib/jobs/job_store.ts";
import type { Lease } from "@/lib/jobs/lease.ts";
import { LeaseLostError } from "@/lib/jobs/lease_lost_error.ts";
import type { WakeupSource } from "@/lib/jobs/wakeup.ts";
import type { Store } from "@/lib/kv/store.ts";
import { Metrics } from "@/lib/telemetry/metrics.ts";
import { JobFixture, TestClock } from "@/tests/jobs/job_fixture.ts";
import { HOUR } from "@/testing/test_database.ts";
import { KvConnectServer } from "@/testing/kv_connect/server.ts";
import { type Combination, combinations } from "@/tests/jobs/wakeup_combination.ts";
import { until } from "@/testing/until.ts";
import { type JobHandler, WorkerLoop } from "@/workers/worker_loop.ts";

const USER = "ann";

interface World extends Combination {
  fixture: JobFixture;
  clock: TestClock;
  /** The same jobs as another process sees them, by a clock that may be wrong. */
  other(skew?: number): JobStore;
}

function open(combination: Combination): Promise<World> {
  const clock = new TestClock();
  const { database, wakeup } = combination;
  const { store } = database;
  const other = (skew = 0) => new JobStore({ store, clock: clock.skewed(skew) });
  return JobFixture.open({ database, clock, wakeWorkers: (operation) => wakeup.addTo(operation) })
    .then((fixture) => ({ ...combination, fixture, clock, other }));
}

/** Ends whatever is claimed. */
function ending(fixture: JobFixture, ended: string[]): JobHandler {
  return async (lease) => {
    await fixture.score(lease);
    ended.push(lease.job.id);
  };
}

function startLoop(
  store: JobStore,
  handle: JobHandler,
  { slots = 2, pollMs = 5000, errors = [] as unknown[] } = {},
): WorkerLoop {
  const onError = (error: unknown) => errors.push(error);
  const loop = new WorkerLoop({ store, handle, slots, metrics: new Metrics(), onError, pollMs });
  loop.start();
  return loop;
}

const CASES: Record<string, (world: World) => Promise<void>> = {
  async "a job is claimed once, however many want it"({ fixture, other }) {
    await fixture.batch(USER, 1);
    const { jobs: [job] } = await fixture.jobs.due(USER, 5);
    const stores = [fixture.jobs, other(), other(), other()];
    const leases = (await Promise.all(stores.map((store) => store.claim(job)))).filter((it) => it);
    assertEquals(leases.length, 1);
    assertEquals(leases[0]!.job.attempt, 1);
    await leases[0]![Symbol.asyncDispose]();
  },

  async "a lease ends by itself, and its holder can do nothing more"({ fixture, other, clock }) {
    await fixture.batch(USER, 1);
    await using first = (await fixture.claim(USER))!;
    await stopRenewing(first);
    clock.pass(LEASE_MS - 1);
    const early = await other().due(USER, 5);
    assertEquals([early.jobs, early.wait], [[], 1]);
    clock.pass(1);
    const { jobs: [job] } = await other().due(USER, 5);
    await using second = (await other().claim(job))!;
    assertEquals(second.job.attempt, 2);
    await assertRejects(() => first.commit(() => {}), LeaseLostError);
    await assertRejects(() => first.release(0), LeaseLostError);
    assertEquals(first.signal.aborted, true);
    await second.commit(() => {});
  },

  async "a job given back is due again, and says what went wrong"({ fixture, clock }) {
    await fixture.batch(USER, 1);
    for (const [error, attempt] of [[undefined, 1], ["Crash", 1], ["Crash", 2]] as const) {
      await using lease = (await fixture.claim(USER))!;
      assertEquals(lease.job.attempt, attempt);
      await lease.release(fixture.jobs.dueIn(error ? 1000 : 0), error);
      if (error) assertEquals((await fixture.jobs.due(USER, 1)).wait, 1000);
      clock.pass(1000);
    }
    await using lease = (await fixture.claim(USER))!;
    assertEquals([lease.job.attempt, lease.job.error], [3, "Crash"]);
  },

  async "a commit that adds jobs wakes the workers"({ fixture, wakeup }) {
    const rung = Promise.withResolvers<WakeupSource>();
    let rings = 0;
    wakeup.listen((source) => {
      rings++;
      rung.resolve(source);
    });
    await fixture.batch(USER, 1);
    assertEquals(await rung.promise, wakeup.mode === "native" ? "queue" : "watch");
    assert(rings >= 1);
  },

  async "every job is done, and once, by two loops that are rung too often"(
    { fixture, wakeup, other },
  ) {
    const ended: string[] = [];
    const handle = ending(fixture, ended);
    await using one = startLoop(fixture.jobs, handle);
    await using two = startLoop(other(), handle);
    wakeup.listen((source) => {
      for (const loop of [one, two, one, two]) loop.ring(source);
    });
    const { batch, files } = await fixture.batch(USER, 30);
    await until("all files to end", () => ended.length >= 30);
    await until(
      "the batch to end",
      async () => (await fixture.batchOf(USER, batch)).status === "completed",
    );
    assertEquals(ended.toSorted(), files.map((file) => file.id));
  },

  async "a lost doorbell is made up for by the timer"({ fixture }) {
    const ended: string[] = [];
    await using _ = startLoop(fixture.jobs, ending(fixture, ended), { pollMs: 20 });
    await fixture.batch(USER, 3);
    await until("all files to end", () => ended.length === 3);
  },

  async "a clock an hour ahead doesn't keep others from a dead holder's job"(
    { fixture, other, clock },
  ) {
    await fixture.batch(USER, 1);
    const ahead = other(HOUR);
    const { jobs: [job] } = await ahead.due(USER, 1);
    await using dead = (await ahead.claim(job))!;
    await stopRenewing(dead);
    assertEquals((await fixture.jobs.due(USER, 1)).wait, LEASE_MS);
    clock.pass(LEASE_MS - 1);
    assertEquals((await fixture.jobs.due(USER, 1)).jobs, []);
    clock.pass(1);
    await using taken = (await fixture.claim(USER))!;
    assertEquals(taken.job.attempt, 2);
    await assertRejects(() => dead.commit(() => {}), LeaseLostError);
  },

  async "a living holder whose clock is an hour ahead keeps its job"({ fixture, other, clock }) {
    await fixture.batch(USER, 1);
    const ahead = other(HOUR);
    const { jobs: [job] } = await ahead.due(USER, 1);
    await using lease = (await ahead.claim(job))!;
    await stopRenewing(lease);
    for (let i = 0; i < 4; i++) {
      assertEquals((await fixture.jobs.due(USER, 1)).jobs, []);
      clock.pass(LEASE_MS / 2);
      await renew(fixture.store, lease.job.id, clock.now() + HOUR + LEASE_MS);
    }
  },

  async "a clock an hour behind or ahead ends no file twice and hangs no batch"(
    { fixture, other, wakeup },
  ) {
    const ended: string[] = [];
    const handle = ending(fixture, ended);
    await using _right = startLoop(fixture.jobs, handle, { pollMs: 50 });
    await using _ahead = startLoop(other(HOUR), handle, { pollMs: 50 });
    await using behind = startLoop(other(-HOUR), handle, { pollMs: 50 });
    wakeup.listen((source) => behind.ring(source));
    const { batch, files } = await fixture.batch(USER, 30);
    await until("all files to end", () => ended.length >= 30);
    assertEquals(new Set(ended).size, 30);
    await until(
      "the batch to end",
      async () => (await fixture.batchOf(USER, batch)).status === "completed",
    );
    assertEquals((await fixture.progress(USER)).at(-1)!.completed, files.length);
  },

  async "a clock that was set back doesn't hold up a job that waits"({ fixture, clock }) {
    await fixture.batch(USER, 1);
    {
      await using lease = (await fixture.claim(USER))!;
      await lease.release(fixture.jobs.dueIn(1000), "Crash");
    }
    clock.jump(-HOUR);
    assertEquals((await fixture.jobs.due(USER, 1)).jobs, []);
    clock.pass(LEASE_MS);
    assertEquals((await fixture.jobs.due(USER, 1)).jobs.length, 1);
  },

  async "a place in the index without its job goes when it is found"({ fixture }) {
    await fixture.store.set(["jobs_by_due", USER, 0, "gone"], true);
    await fixture.store.set(["users_with_jobs", USER], "x");
    assertEquals(await fixture.claim(USER), null);
    assertEquals((await fixture.jobs.due(USER, 1)).jobs, []);
    assertEquals(await fixture.keysOf(USER), []);
  },
};

/** From here on time is the test's alone, however slow the machine is. */
async function stopRenewing(lease: Lease): Promise<void> {
  await lease[Symbol.asyncDispose]();
}

/** Renews a lease as its holder would. */
async function renew(store: Store, id: string, due: number): Promise<void> {
  const entry = await store.get<{ due: number }>(["jobs", USER, id]);
  await store.atomic().check(entry).set(entry.key, { ...entry.value, due })
    .delete(["jobs_by_due", USER, entry.value!.due, id])
    .set(["jobs_by_due", USER, due, id], true).commit();
}

const test = KvConnectServer.isAvailable ? Deno.test : Deno.test.ignore;

for (const [name, create] of Object.entries(combinations)) {
  const register = name.endsWith("KV Connect") ? test : Deno.test;
  register(`jobs with ${name}`, async (t) => {
    for (const [what, run] of Object.entries(CASES)) {
      await t.step(what, async () => {
        await using combination = await create();
        const world = await open(combination);
        await using _fixture = world.fixture;
        await run(world);
      });
    }
  });
}

test("a claim and an end whose answers are lost count once on KV Connect", async () => {
  await using combination = await combinations["watch on KV Connect"]();
  await using fixture = (await open(combination)).fixture;
  const { faults } = combination.server!;
  const { batch } = await fixture.batch(USER, 5);
  for (let i = 0; i < 5; i++) {
    faults.plan("atomic_write", "lose");
    await using lease = (await fixture.claim(USER))!;
    assertEquals(lease.job.attempt, 1);
    const file = (await fixture.batches.file(USER, batch, lease.job.id))!;
    faults.plan("atomic_write", "lose");
    faults.plan("atomic_write", "drop");
    await fixture.steps.end(lease, file, { ending: "failed", reason: "no text" });
  }
  const { failed, status } = await fixture.batchOf(USER, batch);
  assertEquals([failed, status], [5, "failed"]);
  assertEquals(
    (await fixture.events(USER)).filter((it) => it.type === "file" && it.data.state === "failed")
      .length,
    5,
  );
});
