import { assert, assertEquals, assertRejects } from "@std/assert";
import { BatchNotFoundError } from "@/lib/batches/batch_errors.ts";
import { carryDeletion } from "@/lib/batches/deletion/carry_deletion.ts";
import { deleteBatch } from "@/lib/batches/deletion/delete_batch.ts";
import { AT_ONCE } from "@/lib/jobs/job.ts";
import { LeaseLostError } from "@/lib/jobs/lease_lost_error.ts";
import { keys } from "@/lib/kv/keys.ts";
import { currentProgress } from "@/lib/progress/snapshots.ts";
import { storedBytes, type Usage } from "@/lib/users/usage.ts";
import type { Assessment } from "@/lib/wire/result.ts";
import { JobFixture } from "@/tests/jobs/job_fixture.ts";

const USER = "ann";
const SIGNAL = new AbortController().signal;
const ASSESSMENT = { score: 1 } as Assessment;

/** Keys that name the batch, but for the log's events, which tell of it until they expire. */
async function keysLeft(fixture: JobFixture, batch: string): Promise<string[]> {
  return (await fixture.allKeys()).filter((key) => key.includes(batch) && !/^\["events"/.test(key));
}

async function blobsOf(fixture: JobFixture): Promise<string[]> {
  return (await fixture.keysOf(USER)).filter((key) => /^\["blob/.test(key));
}

/** A batch with a file in each state there is, and all that can belong to one. */
async function fullBatch(fixture: JobFixture): Promise<{ batch: string; id: string }> {
  const idempotency = { key: "k", digest: "d", accepted: [] };
  const { batch, files: [{ id }] } = await fixture.batch(USER, 5, { idempotency });
  await fixture.idempotency.keep(USER, "k", { batch_id: batch });
  for (const text of ["short", "long ".repeat(20_000)]) {
    await using lease = await fixture.claim(USER);
    const file = (await fixture.batches.file(USER, batch, lease!.job.id))!;
    await fixture.writeResult(lease!, file, text, ASSESSMENT);
    await fixture.score(lease!, 1);
  }
  await fixture.endFiles(USER, 1, "failed");
  await fixture.decisions.put(USER, batch, id, { update: { decision: "hold" }, by: USER });
  await fixture.shares.create(USER, batch, { expires_in_hours: 1, blind: true, may_decide: true });
  return { batch, id };
}

async function carry(fixture: JobFixture, services: Partial<JobFixture> = {}): Promise<void> {
  await using lease = await fixture.claim(USER);
  assertEquals(lease?.job.kind, "delete");
  const { store, writer, blobs, results } = fixture;
  try {
    await carryDeletion(lease!, SIGNAL, { store, writer, blobs, results, ...services });
  } catch (error) {
    await lease!.release(AT_ONCE, "died");
    throw error;
  }
}

Deno.test("deleteBatch takes away all of the batch and nothing of others; the log goes on", async () => {
  await using fixture = await JobFixture.open();
  const other = await fixture.batch(USER, 2);
  await fixture.endFiles(USER, 2);
  const blobs = await blobsOf(fixture);
  const before = await fixture.log.head(USER);
  const { value: usage } = await fixture.store.get<Usage>(keys.usage(USER));
  const { batch, id } = await fullBatch(fixture);

  assert((await deleteBatch(fixture.writer, USER, batch)).deleted);
  assertEquals(await fixture.batches.get(USER, batch), null);
  await assertRejects(
    () => fixture.decisions.put(USER, batch, id, { update: { decision: "hold" }, by: USER }),
    BatchNotFoundError,
  );
  await carry(fixture);
  assertEquals(await keysLeft(fixture, batch), []);
  const tokens = fixture.store.list({ prefix: keys.shareByToken.prefix() });
  assertEquals(await Array.fromAsync(tokens), []);
  assertEquals(await blobsOf(fixture), blobs);
  assertEquals(await fixture.claim(USER), null);
  assertEquals((await fixture.batches.files(USER, other.batch)).length, 2);

  const head = (await fixture.log.head(USER))!;
  assertEquals(head.epoch, before!.epoch);
  assertEquals(currentProgress(head.snapshots)?.batch_id, other.batch);
  assertEquals((await fixture.allEvents(USER)).at(-1), {
    type: "batch",
    data: { batch_id: batch, change: "deleted" },
  });
  const { value: after } = await fixture.store.get<Usage>(keys.usage(USER));
  assertEquals(after!.waiting, 0);
  const bytes = (of: Usage) => storedBytes(of, Date.now(), fixture.store.retentionMs);
  // The job descriptions are not taken off: they are small, and expire.
  assert(bytes(after!) - bytes(usage!) < 1000);
});

Deno.test("deleteBatch changes nothing again, nor where there is none", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 1);
  assert((await deleteBatch(fixture.writer, USER, batch)).deleted);
  const events = (await fixture.allEvents(USER)).length;
  assert(!(await deleteBatch(fixture.writer, USER, batch)).deleted);
  assert(!(await deleteBatch(fixture.writer, "bob", batch)).deleted);
  assertEquals((await fixture.allEvents(USER)).length, events);
});

Deno.test("carryDeletion is gone on with where it died", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fullBatch(fixture);
  await deleteBatch(fixture.writer, USER, batch);
  for (let survived = 0; survived < 3; survived++) {
    let left = survived;
    const results = Object.create(fixture.results, {
      forgetAll: {
        value: (file: never) => {
          if (left-- === 0) throw new Error("died");
          return fixture.results.forgetAll(file);
        },
      },
    });
    await assertRejects(() => carry(fixture, { results }), Error, "died");
  }
  await carry(fixture);
  assertEquals(await keysLeft(fixture, batch), []);
  assertEquals(await blobsOf(fixture), []);
});

Deno.test("what works on a file when its batch is deleted writes nothing more", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 1);
  await using working = await fixture.claim(USER);
  const file = (await fixture.batches.file(USER, batch, working!.job.id))!;
  await fixture.writeResult(working!, file, "text", ASSESSMENT);
  await deleteBatch(fixture.writer, USER, batch);
  await assertRejects(() => fixture.score(working!), LeaseLostError);
  await carry(fixture);
  const large = "long ".repeat(20_000);
  for (const text of ["short", large]) {
    await assertRejects(
      () => fixture.writeResult(working!, file, text, ASSESSMENT),
      LeaseLostError,
    );
  }
  await assertRejects(() => fixture.steps.reach(working!, file, "scoring"), LeaseLostError);
  assertEquals(await keysLeft(fixture, batch), []);
  assertEquals(await blobsOf(fixture), []);
});

Deno.test("a request that is under way does not make a deleted batch again", async () => {
  await using fixture = await JobFixture.open();
  const files = Array.from(
    { length: 130 },
    (_, i) => ({ name: `${i}`, size: 1, sha256: `${i}`, blob: `b${i}` }),
  );
  const accepting = fixture.intake.accept({
    user: USER,
    batch: "b1",
    create: { jobDescription: "Baker" },
    expected: null,
    files,
    upload: null,
    refused: [],
    sender: null,
    idempotency: null,
  });
  await accepting.next();
  await deleteBatch(fixture.writer, USER, "b1");
  await assertRejects(() => accepting.next(), BatchNotFoundError);
  assertEquals(await fixture.batches.get(USER, "b1"), null);
});

Deno.test("rename changes the title alone, and tells of it once", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 1);
  const before = await fixture.batchOf(USER, batch);
  assertEquals(before.title, "A baker. Requirements: bread");
  for (let i = 0; i < 2; i++) await fixture.operations.rename(USER, batch, "Bakers, May");
  assertEquals(await fixture.batchOf(USER, batch), { ...before, title: "Bakers, May" });
  const told = (await fixture.allEvents(USER)).filter(({ type }) => type === "batch");
  assertEquals(told.map(({ data }) => data), [{ batch_id: batch, change: "renamed" }]);
});
