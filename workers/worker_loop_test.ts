import { assert, assertEquals } from "@std/assert";
import { BusyError } from "@/lib/async/busy_error.ts";
import type { Lease } from "@/lib/jobs/lease.ts";
import type { JobStore } from "@/lib/jobs/job_store.ts";
import { LEASE_MS, MAX_BACKOFF_MS, MIN_BACKOFF_MS } from "@/lib/jobs/retry_policy.ts";
import { SweepingError } from "@/lib/progress/sweeping_error.ts";
import { Metrics } from "@/lib/telemetry/metrics.ts";
import {
  type FixtureOptions,
  JobFixture,
  storedFiles,
  TestClock,
} from "@/tests/jobs/job_fixture.ts";
import { until } from "@/testing/until.ts";
import { type JobHandler, WorkerLoop } from "@/workers/worker_loop.ts";

interface World extends AsyncDisposable {
  fixture: JobFixture;
  loop: WorkerLoop;
  errors: unknown[];
}

interface WorldOptions extends FixtureOptions {
  slots?: number;
  /** What the loop's calls of the store pass once they have their answer. */
  on?: Partial<Record<keyof JobStore, Gate>>;
}

/** Holds an answer back while it is closed. */
class Gate {
  readonly #reached = Promise.withResolvers<void>();
  #closed: PromiseWithResolvers<void> | null = null;
  #next = Promise.withResolvers<void>();

  /** Settles when an answer waits. */
  get reached(): Promise<void> {
    return this.#reached.promise;
  }

  close(): void {
    this.#closed = Promise.withResolvers();
  }

  /** Lets the answer go, and waits for the next one: then the loop has acted on this one. */
  async open(): Promise<void> {
    this.#closed?.resolve();
    this.#closed = null;
    this.#next = Promise.withResolvers();
    await this.#next.promise;
  }

  async pass(): Promise<void> {
    this.#next.resolve();
    if (!this.#closed) return;
    this.#reached.resolve();
    await this.#closed.promise;
  }
}

function gated(store: JobStore, on: Partial<Record<string | symbol, Gate>>): JobStore {
  return new Proxy(store, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      const gate = on[name];
      if (!gate) return value.bind(target);
      return async (...args: unknown[]) => {
        const answer = await value.apply(target, args);
        await gate.pass();
        return answer;
      };
    },
  });
}

async function open(
  handle: (lease: Lease, signal: AbortSignal, fixture: JobFixture) => Promise<void>,
  { slots = 2, on = {}, ...options }: WorldOptions = {},
): Promise<World> {
  const errors: unknown[] = [];
  let loop: WorkerLoop | null = null;
  const fixture = await JobFixture.open({ ...options, wakeWorkers: () => loop?.ring("watch") });
  loop = new WorkerLoop({
    store: gated(fixture.jobs, on),
    handle: (lease, signal) => handle(lease, signal, fixture),
    slots,
    metrics: new Metrics(),
    onError: (error) => errors.push(error),
  });
  return {
    fixture,
    loop,
    errors,
    async [Symbol.asyncDispose]() {
      await loop[Symbol.asyncDispose]();
      await fixture[Symbol.asyncDispose]();
    },
  };
}

/** Ends the file; the loop finds it done. */
const end: (lease: Lease, fixture: JobFixture) => Promise<void> = async (lease, fixture) => {
  await fixture.end(lease, { ending: "failed", reason: "no text" });
};

Deno.test("WorkerLoop serves users in turn: 1,000 files of one don't hold back another's 3", async () => {
  const order: string[] = [];
  const files = storedFiles(1000);
  const enough = Promise.withResolvers<void>();
  await using world = await open(async (lease, signal, fixture) => {
    signal.throwIfAborted();
    order.push(lease.job.user);
    await end(lease, fixture);
    if (order.filter((user) => user === "few").length === 3) enough.resolve();
  });
  await world.fixture.batch("many", 0, { files });
  await world.fixture.batch("few", 3);
  world.loop.start();
  await enough.promise;
  const last = order.lastIndexOf("few");
  assert(last < 8, `the few's third file was number ${last + 1}`);
});

Deno.test("WorkerLoop does as much at once as it has slots, and no more", async () => {
  const full = Promise.withResolvers<void>();
  let running = 0;
  let most = 0;
  let done = 0;
  await using world = await open(async (lease, _, fixture) => {
    most = Math.max(most, ++running);
    if (running === 3) full.resolve();
    await full.promise;
    await end(lease, fixture);
    running--;
    done++;
  }, { slots: 3 });
  world.loop.start();
  await world.fixture.batch("ann", 20);
  await until("all to end", () => done === 20);
  assertEquals(most, 3);
});

Deno.test("WorkerLoop without slots claims nothing", async () => {
  await using world = await open(() => Promise.reject(new Error("claimed")), { slots: 0 });
  world.loop.start();
  await world.fixture.batch("ann", 1);
  assertEquals(world.loop.busy, 0);
  assertEquals((await world.fixture.jobs.due("ann", 1)).jobs.length, 1);
});

Deno.test("WorkerLoop gives back what it holds when it stops, and the claim doesn't count", async () => {
  const held = Promise.withResolvers<void>();
  let count = 0;
  const untilAborted: JobHandler = (_, signal) => {
    if (++count === 2) held.resolve();
    return new Promise((_, reject) =>
      signal.addEventListener("abort", () => reject(signal.reason))
    );
  };
  await using fixture = await JobFixture.open();
  await fixture.batch("ann", 3);
  const options = { store: fixture.jobs, slots: 2, metrics: new Metrics(), onError() {} };
  const loop = new WorkerLoop({ ...options, handle: untilAborted });
  loop.start();
  await held.promise;
  await loop[Symbol.asyncDispose]();
  const { jobs } = await fixture.jobs.due("ann", 5);
  assertEquals(jobs.map(({ due }) => due), [0, 0, 0]);
  await using lease = (await fixture.claim("ann"))!;
  assertEquals(lease.job.attempt, 1);
  assertEquals(count, 2);
});

Deno.test("WorkerLoop puts off a job that failed, within the longest backoff", async () => {
  const clock = new TestClock();
  await using world = await open(() => Promise.reject(new RangeError("x")), { clock });
  await world.fixture.batch("ann", 1);
  world.loop.start();
  await until("the job to fail", () => world.errors.length === 1);
  await until("the job to be given back", () => world.loop.busy === 0);
  const { jobs, wait } = await world.fixture.jobs.due("ann", 1);
  assertEquals(jobs, []);
  assert(wait! >= MIN_BACKOFF_MS && wait! <= MAX_BACKOFF_MS, `${wait} ms`);
  clock.pass(MAX_BACKOFF_MS);
  await using lease = (await world.fixture.claim("ann"))!;
  assertEquals([lease.job.attempt, lease.job.error], [2, "RangeError"]);
});

Deno.test("WorkerLoop puts off a job whose resource is busy: no error, and no try of its own", async () => {
  const clock = new TestClock();
  let claims = 0;
  const busy = () => {
    claims++;
    return Promise.reject(new BusyError("ocr", 7_000));
  };
  await using world = await open(busy, { clock });
  await world.fixture.batch("ann", 1);
  world.loop.start();
  await until("the job to be given back", () => claims === 1 && world.loop.busy === 0);
  assertEquals(world.errors, []);
  const { jobs, wait } = await world.fixture.jobs.due("ann", 1);
  assertEquals([jobs, wait], [[], 7_000]);
  await world.loop[Symbol.asyncDispose]();
  clock.pass(7_000);
  await using lease = (await world.fixture.claim("ann"))!;
  assertEquals([lease.job.attempt, lease.job.awaits, lease.job.error], [1, "ocr", undefined]);
});

Deno.test("WorkerLoop tells of no error where the user is being deleted", async () => {
  const thrown = [new SweepingError("ann"), new RangeError("x")];
  await using world = await open(() => Promise.reject(thrown.shift()), { slots: 1 });
  await world.fixture.batch("ann", 2);
  world.loop.start();
  await until("both to fail", () => thrown.length === 0 && world.errors.length > 0);
  assertEquals(world.errors.map((error) => (error as Error).name), ["RangeError"]);
});

Deno.test("WorkerLoop doesn't claim from itself what it still does", async () => {
  const clock = new TestClock();
  const stop = Promise.withResolvers<void>();
  let claimed = 0;
  await using world = await open(async (lease, _, fixture) => {
    claimed++;
    await stop.promise;
    await end(lease, fixture);
  }, { clock });
  await world.fixture.batch("ann", 1);
  world.loop.start();
  await until("the claim", () => claimed === 1);
  clock.pass(2 * LEASE_MS);
  world.loop.ring("watch");
  const empty = world.loop.untilEmpty(60_000);
  await world.fixture.batch("bob", 1);
  await until("the other's job", () => claimed === 2);
  stop.resolve();
  await empty;
  assertEquals([claimed, world.loop.busy], [2, 0]);
});

Deno.test("WorkerLoop goes on after the database has failed", async () => {
  const errors: unknown[] = [];
  let ended = 0;
  let broken = true;
  await using fixture = await JobFixture.open();
  await fixture.batch("ann", 1);
  const store = new Proxy(fixture.jobs, {
    get(target, name) {
      if (name === "usersWithJobs" && broken) return () => Promise.reject(new Error("down"));
      const value = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  await using loop = new WorkerLoop({
    store,
    slots: 1,
    metrics: new Metrics(),
    onError: (error) => errors.push(error),
    handle: async (lease) => {
      await end(lease, fixture);
      ended++;
    },
  });
  loop.start();
  await until("two faults", () => errors.length >= 2);
  broken = false;
  await until("the job to end", () => ended === 1);
});

Deno.test("WorkerLoop says when no job is left", async () => {
  await using world = await open((lease, _, fixture) => end(lease, fixture));
  world.loop.start();
  await world.fixture.batch("ann", 5);
  await world.loop.untilEmpty(60_000);
  assertEquals((await world.fixture.batches.list("ann", 1, null))[0].failed, 5);
});

Deno.test("WorkerLoop doesn't take a job given back while it looks for none", async () => {
  const fail = Promise.withResolvers<void>();
  const gate = new Gate();
  await using world = await open(() => fail.promise, { on: { due: gate } });
  world.loop.start();
  await world.fixture.batch("ann", 1);
  await until("the claim", () => world.loop.busy === 1);
  gate.close();
  let empty = false;
  const asked = world.loop.untilEmpty(60_000).then(() => empty = true);
  await gate.reached;
  fail.reject(new Error("x"));
  await until("the job to be given back", () => world.loop.busy === 0);
  await gate.open();
  assertEquals(empty, false);
  await world.loop[Symbol.asyncDispose]();
  await asked;
});

Deno.test("WorkerLoop doesn't answer with a look that began before the question", async () => {
  const gate = new Gate();
  gate.close();
  await using world = await open(() => Promise.reject(new Error("x")), {
    on: { usersWithJobs: gate },
  });
  world.loop.start();
  await gate.reached;
  await world.fixture.batch("ann", 1);
  let empty = false;
  const asked = world.loop.untilEmpty(60_000).then(() => empty = true);
  await gate.open();
  await until("the job to fail", () => world.errors.length === 1);
  assertEquals(empty, false);
  await world.loop[Symbol.asyncDispose]();
  await asked;
});

Deno.test("WorkerLoop waits for the last job no longer than it is told", async () => {
  await using world = await open(() => Promise.reject(new Error("x")));
  world.loop.start();
  await world.fixture.batch("ann", 1);
  await world.loop.untilEmpty(30);
  const { jobs, wait } = await world.fixture.jobs.due("ann", 1);
  assert(jobs.length === 1 || wait !== null);
});

Deno.test("WorkerLoop takes any of the jobs once another has been faster", async () => {
  await using fixture = await JobFixture.open();
  await fixture.batch("ann", 30);
  const among: (number | undefined)[] = [];
  let isTaken = true;
  const store = new Proxy(fixture.jobs, {
    get(target, name) {
      if (name === "claim" && isTaken) {
        return () => Promise.resolve(isTaken = false).then(() => null);
      }
      if (name === "due") {
        return (...args: Parameters<JobStore["due"]>) => {
          among.push(args[2]?.among);
          return target.due(...args);
        };
      }
      const value = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  await using loop = new WorkerLoop({
    store,
    slots: 2,
    metrics: new Metrics(),
    onError: () => {},
    handle: (lease) => end(lease, fixture),
  });
  loop.start();
  await loop.untilEmpty(60_000);
  assertEquals([among[0], among[1]], [undefined, 100]);
  assertEquals((await fixture.batches.list("ann", 1, null))[0].failed, 30);
});
