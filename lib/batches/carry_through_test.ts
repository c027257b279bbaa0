import { assertEquals, assertRejects } from "@std/assert";
import {
  BatchStateError,
  DeadLetterNotFoundError,
  FileNotFoundError,
} from "@/lib/batches/batch_errors.ts";
import type { Lease } from "@/lib/jobs/lease.ts";
import { LEASE_MS } from "@/lib/jobs/retry_policy.ts";
import { JobFixture, TestClock } from "@/tests/jobs/job_fixture.ts";
import { carryThrough } from "@/lib/batches/carry_through.ts";

const USER = "ann";
const never = new AbortController().signal;

/** Claims jobs until one is the operation's; gives the others back. */
async function claimOperation(fixture: JobFixture): Promise<Lease> {
  const { jobs } = await fixture.jobs.due(USER, 500);
  for (const job of jobs.filter(({ id }) => /-(cancel|retry)-/.test(id))) {
    const lease = await fixture.jobs.claim(job);
    if (lease) return lease;
  }
  throw new Error("Cannot find an operation's job");
}

async function carry(fixture: JobFixture): Promise<void> {
  await using lease = await claimOperation(fixture);
  await carryThrough(lease, never, fixture);
}

/** A signal that aborts once it was asked `times` times, as between two commits. */
function abortAfter(times: number): AbortSignal {
  const stop = new AbortController();
  return Object.assign(stop.signal, {
    throwIfAborted() {
      if (times-- <= 0) throw new Error("died");
    },
  });
}

async function states(fixture: JobFixture, batch: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { state } of await fixture.batches.files(USER, batch)) {
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}

/** Each file ends once per run, `completed` only grows within one, and the last event is the end. */
async function checkEvents(fixture: JobFixture): Promise<void> {
  const ended = new Set<string>();
  const completed = new Map<number, number>();
  for (const { type, data } of await fixture.events(USER)) {
    if (type === "file") {
      if (!["done", "failed", "cancelled"].includes(data.state)) continue;
      const name = `${data.run} ${data.file_id}`;
      assertEquals(ended.has(name), false, name);
      ended.add(name);
    } else {
      assertEquals(data.completed >= (completed.get(data.run) ?? 0), true, data.message);
      completed.set(data.run, data.completed);
    }
  }
}

Deno.test("BatchOperations closes a batch once, and ends it if all have ended", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 2, {
    create: { jobDescription: "x" },
    expected: 9,
  });
  await fixture.endFiles(USER, 2);
  assertEquals((await fixture.batchOf(USER, batch)).status, "processing");
  assertEquals((await fixture.operations.close(USER, batch)).open, false);
  assertEquals((await fixture.batchOf(USER, batch)).status, "completed");
  const events = (await fixture.events(USER)).length;
  await fixture.operations.close(USER, batch);
  assertEquals((await fixture.events(USER)).length, events);
});

Deno.test("carryThrough cancels every file that has not ended, and none twice", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 250);
  await fixture.endFiles(USER, 3);
  await using running = (await fixture.claim(USER))!;
  await fixture.operations.cancel(USER, batch);
  await fixture.operations.cancel(USER, batch);
  await carry(fixture);
  const { status, pending, cancelled } = await fixture.batchOf(USER, batch);
  assertEquals([status, pending, cancelled], ["cancelled", null, 247]);
  assertEquals(await states(fixture, batch), { done: 3, cancelled: 247 });
  assertEquals(await fixture.waiting(USER), 0);
  const file = (await fixture.batches.file(USER, batch, running.job.id))!;
  await assertRejects(() => fixture.steps.reach(running, file, "scoring"));
  assertEquals((await fixture.jobs.due(USER, 1)).jobs, []);
  await checkEvents(fixture);
  assertEquals((await fixture.operations.cancel(USER, batch)).status, "cancelled");
});

Deno.test("carryThrough goes on where another died, file for file", async () => {
  for (const kind of ["cancel", "retry"] as const) {
    const clock = new TestClock();
    await using fixture = await JobFixture.open({ clock });
    const { batch } = await fixture.batch(USER, 250);
    if (kind === "retry") await fixture.endFiles(USER, 250, "failed");
    await fixture.operations[kind](USER, batch);
    await using first = await claimOperation(fixture);
    await assertRejects(() => carryThrough(first, abortAfter(1), fixture), Error, "died");
    const reached = kind === "cancel" ? "cancelled" : "received";
    assertEquals((await states(fixture, batch))[reached], 100);
    await first[Symbol.asyncDispose]();
    clock.pass(LEASE_MS);
    await carry(fixture);
    assertEquals(await states(fixture, batch), { [reached]: 250 });
    await checkEvents(fixture);
    assertEquals(await fixture.waiting(USER), kind === "cancel" ? 0 : 250);
  }
});

Deno.test("BatchOperations retries what failed as a new run, and keeps what was done", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 5);
  await assertRejects(() => fixture.operations.retry(USER, batch), BatchStateError);
  await fixture.endFiles(USER, 2);
  await fixture.endFiles(USER, 3, "failed");
  const retried = await fixture.operations.retry(USER, batch);
  assertEquals([retried.run, retried.status, retried.failed], [2, "processing", 0]);
  assertEquals((await fixture.operations.retry(USER, batch)).run, 2);
  await carry(fixture);
  assertEquals(await states(fixture, batch), { done: 2, received: 3 });
  await fixture.endFiles(USER, 3);
  const { status, successful } = await fixture.batchOf(USER, batch);
  assertEquals([status, successful], ["completed", 5]);
  const last = (await fixture.progress(USER)).at(-1)!;
  assertEquals([last.run, last.completed, last.results!.length], [2, 5, 5]);
  await checkEvents(fixture);
  await assertRejects(() => fixture.operations.retry(USER, batch), BatchStateError);
});

Deno.test("BatchOperations cancels a retry that is half way, and retries that again", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 250);
  await fixture.endFiles(USER, 250, "failed");
  await fixture.operations.retry(USER, batch);
  {
    await using first = await claimOperation(fixture);
    await assertRejects(() => carryThrough(first, abortAfter(1), fixture), Error, "died");
    await first.release(0);
  }
  await fixture.operations.cancel(USER, batch);
  for (let left = 2; left > 0; left--) await carry(fixture);
  const { status, cancelled, run } = await fixture.batchOf(USER, batch);
  assertEquals([status, cancelled, run], ["cancelled", 250, 2]);
  assertEquals(await fixture.waiting(USER), 0);
  await checkEvents(fixture);
  await fixture.operations.retry(USER, batch);
  await carry(fixture);
  assertEquals(await states(fixture, batch), { received: 250 });
});

Deno.test("BatchOperations cancels an empty open batch at once", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 0, { create: { jobDescription: "x" }, expected: 9 });
  assertEquals((await fixture.operations.cancel(USER, batch)).open, false);
  assertEquals((await fixture.batchOf(USER, batch)).status, "cancelled");
  await carry(fixture);
  await checkEvents(fixture);
});

Deno.test("BatchOperations retries a dead letter alone", async () => {
  await using fixture = await JobFixture.open();
  const { batch, files } = await fixture.batch(USER, 3);
  await fixture.endFiles(USER, 2, "failed");
  const [first] = files;
  const retryDead = () => fixture.operations.retryDead(USER, first.id);
  await assertRejects(retryDead, BatchStateError);
  await fixture.endFiles(USER, 1);
  assertEquals((await retryDead()).run, 2);
  await assertRejects(retryDead, DeadLetterNotFoundError);
  await fixture.endFiles(USER, 1);
  const { status, successful, failed, run } = await fixture.batchOf(USER, batch);
  assertEquals([status, successful, failed, run], ["completed", 2, 1, 2]);
  await checkEvents(fixture);

  await fixture.operations.retryDead(USER, files[1].id);
  await fixture.operations.cancel(USER, batch);
  await carry(fixture);
  assertEquals(await states(fixture, batch), { done: 2, cancelled: 1 });
  assertEquals((await fixture.batchOf(USER, batch)).status, "cancelled");
});

Deno.test("BatchOperations retries one file alone that failed or was cancelled", async () => {
  await using fixture = await JobFixture.open();
  const { batch, files } = await fixture.batch(USER, 3);
  const retryFile = (id: string) => fixture.operations.retryFile(USER, batch, id);
  await fixture.endFiles(USER, 1, "failed");
  await assertRejects(() => retryFile(files[0].id), BatchStateError, "it has not ended");
  await fixture.endFiles(USER, 1);
  await fixture.operations.cancel(USER, batch);
  await carry(fixture);
  assertEquals(await states(fixture, batch), { failed: 1, done: 1, cancelled: 1 });

  await assertRejects(() => retryFile("none"), FileNotFoundError);
  await assertRejects(() => retryFile(files[1].id), BatchStateError, "the file is done");
  for (const file of [files[0], files[2]]) {
    await retryFile(file.id);
    await fixture.endFiles(USER, 1);
  }
  const { status, successful, failed, cancelled, run } = await fixture.batchOf(USER, batch);
  assertEquals([status, successful, failed, cancelled, run], ["completed", 3, 0, 0, 3]);
  await checkEvents(fixture);
});

Deno.test("BatchOperations cancels only the dead letter that is retried, not the others", async () => {
  await using fixture = await JobFixture.open();
  const { batch, files } = await fixture.batch(USER, 3);
  await fixture.endFiles(USER, 3, "failed");
  await fixture.operations.retryDead(USER, files[0].id);
  await fixture.operations.cancel(USER, batch);
  await carry(fixture);
  assertEquals(await states(fixture, batch), { cancelled: 1, failed: 2 });
  const { failed, cancelled, received } = await fixture.batchOf(USER, batch);
  assertEquals([failed, cancelled, received], [2, 1, 3]);
  await checkEvents(fixture);
  await fixture.operations.retry(USER, batch);
  await carry(fixture);
  assertEquals(await states(fixture, batch), { received: 3 });
});
