import { refused, type RefusedFile } from "@/lib/uploads/given_file.ts";
import { assertEquals, assertRejects } from "@std/assert";
import { JobFixture, storedFiles } from "@/tests/jobs/job_fixture.ts";
import { HOUR } from "@/testing/test_database.ts";
import {
  BatchClosedError,
  BatchNotFoundError,
  UploadKeyReusedError,
  UploadRepeatedError,
} from "@/lib/batches/batch_errors.ts";
import { type Criteria, DEFAULT_WEIGHTS } from "@/lib/wire/review/criteria.ts";

const USER = "ann";
const refusal = (name: string): RefusedFile => refused({ name, size: 9 }, "unsupported");
const create = { jobDescription: "A baker" };

Deno.test("Intake makes a batch, its files, their jobs and their events in one commit", async () => {
  let rings = 0;
  await using fixture = await JobFixture.open({ wakeWorkers: () => rings++ });
  const { batch, files } = await fixture.batch(USER, 3);
  assertEquals(rings, 1);
  const stored = await fixture.batchOf(USER, batch);
  assertEquals([stored.received, stored.open, stored.status], [3, false, "queued"]);
  assertEquals(await fixture.batches.jobDescription(USER, batch), "A baker. Requirements: bread");
  assertEquals((await fixture.batches.files(USER, batch)).map((it) => it.name), [
    "0.txt",
    "1.txt",
    "2.txt",
  ]);
  const { jobs } = await fixture.jobs.due(USER, 10);
  assertEquals(jobs.map((job) => job.id), files.map((file) => file.id));
  const events = await fixture.events(USER);
  assertEquals(events.map((event) => event.type), ["file", "file", "file", "progress"]);
  assertEquals(await fixture.waiting(USER), 3);
  const job = (await fixture.store.get(["jobs", USER, files[0].id])).value;
  assertEquals(job, {
    id: files[0].id,
    user: USER,
    batch,
    kind: "screen",
    due: 0,
    attempt: 0,
    token: null,
  });
});

Deno.test("Intake accepts 1,000 files in commits of 120", async () => {
  let rings = 0;
  await using fixture = await JobFixture.open({ wakeWorkers: () => rings++ });
  const files = storedFiles(1000);
  const { batch } = await fixture.batch(USER, 0, { files });
  assertEquals(rings, 9);
  const progress = await fixture.progress(USER);
  assertEquals(progress.map((it) => it.total), [120, 240, 360, 480, 600, 720, 840, 960, 1000]);
  assertEquals((await fixture.batches.files(USER, batch)).map((it) => it.name), [
    ...files.map((it) => it.name),
  ]);
});

Deno.test("Intake fits a commit though the log is trimmed by it", async () => {
  await using fixture = await JobFixture.open();
  const files = storedFiles(120);
  await fixture.batch(USER, 0, { files });
  const head = (await fixture.store.get<{ bytes: number }>(["progress", USER])).value!;
  await fixture.store.set(["progress", USER], { ...head, bytes: 2 ** 40 });
  const { files: accepted } = await fixture.batch(USER, 0, { files });
  assertEquals(accepted.length, 120);
});

Deno.test("Intake keeps a batch open until all that is expected has come", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 2, {
    create: { jobDescription: "A baker" },
    expected: 5,
  });
  assertEquals((await fixture.batchOf(USER, batch)).open, true);
  await fixture.endFiles(USER, 2);
  assertEquals((await fixture.batchOf(USER, batch)).status, "processing");
  const files = storedFiles(2);
  await fixture.batch(USER, 0, { batch, create: null, files, refused: [refusal("x.png")] });
  const { open, received, refused } = await fixture.batchOf(USER, batch);
  assertEquals([open, received, refused], [false, 4, 1]);
  await fixture.endFiles(USER, 2);
  assertEquals((await fixture.batchOf(USER, batch)).status, "completed");
});

Deno.test("Intake refuses what has no batch or a closed one", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 2);
  const files = storedFiles(1);
  const cases = [
    ["unknown", { batch: "other" }, BatchNotFoundError],
    ["closed", { batch }, BatchClosedError],
  ] as const;
  for (const [, change, error] of cases) {
    await assertRejects(() => fixture.batch(USER, 0, { ...change, files, create: null }), error);
  }
  await assertRejects(() => fixture.batch("bob", 1, { batch, create: null }), BatchNotFoundError);
});

Deno.test("Intake accepts each file once, of two tries at once", async () => {
  await using fixture = await JobFixture.open();
  const idempotency = { key: "k", digest: "d", accepted: [] };
  const results = await Promise.allSettled(
    ["b1", "b2"].map((batch) => fixture.batch(USER, 200, { batch, idempotency })),
  );
  const accepted = results.filter((result) => result.status === "fulfilled");
  assertEquals(accepted.length, 1);
  for (const result of results) {
    if (result.status === "rejected") {
      assertEquals(result.reason.constructor, UploadRepeatedError);
    }
  }
  assertEquals((await fixture.batches.list(USER, 10, null)).length, 1);
  assertEquals(await fixture.waiting(USER), 200);
});

Deno.test("Intake goes on where a try died between two commits", async () => {
  await using fixture = await JobFixture.open();
  const idempotency = { key: "k", digest: "d", accepted: [] };
  const stored = await fixture.storeTexts(USER, 200);
  const acceptance = {
    user: USER,
    batch: "b",
    create,
    expected: null,
    sender: null,
    refused: [refusal("x.png")],
    idempotency,
    ...stored,
  };
  for await (const _ of fixture.intake.accept(acceptance)) break;
  const record = (await fixture.idempotency.find(USER, "k"))!;
  assertEquals([record.accepted.length, record.complete, record.batch], [120, false, "b"]);
  assertEquals((await fixture.batchOf(USER, "b")).open, true);

  const all = await fixture.storeTexts(USER, 80);
  const files = stored.files.slice(120).map((file, i) => ({ ...file, blob: all.files[i].blob }));
  const again = { files, upload: all.upload };
  const { accepted } = record;
  const rest = { ...acceptance, ...again, idempotency: { ...idempotency, accepted } };
  await Array.fromAsync(fixture.intake.accept(rest));
  const batch = await fixture.batchOf(USER, "b");
  assertEquals([batch.received, batch.refused, batch.open], [200, 1, false]);
  const done = (await fixture.idempotency.find(USER, "k"))!;
  assertEquals([done.accepted.length, done.complete], [200, true]);
  await assertRejects(() => Array.fromAsync(fixture.intake.accept(rest)));
});

Deno.test("Intake takes no other request for a try of the first, though both came at once", async () => {
  await using fixture = await JobFixture.open();
  await fixture.batch(USER, 1, { idempotency: { key: "k", digest: "d", accepted: [] } });
  const other = { idempotency: { key: "k", digest: "other", accepted: [] } };
  await assertRejects(() => fixture.batch(USER, 1, other), UploadKeyReusedError);
  assertEquals(await fixture.waiting(USER), 1);
});

Deno.test("IdempotencyStore keeps the answer, and forgets it with the user", async () => {
  await using fixture = await JobFixture.open();
  await fixture.batch(USER, 1, { idempotency: { key: "k", digest: "d", accepted: [] } });
  const answer = {
    accepted: Array.from({ length: 1000 }, (_, i) => `file ${i} ${"x".repeat(200)}`),
  };
  await fixture.idempotency.keep(USER, "k", answer);
  const record = (await fixture.idempotency.find(USER, "k"))!;
  assertEquals(JSON.parse((await fixture.idempotency.response(USER, record))!), answer);
  await fixture.idempotency.keep(USER, "k", { other: true });
  assertEquals((await fixture.idempotency.find(USER, "k"))!.response, record.response);
  await fixture.sweep.delete(USER);
  await fixture.idempotency.keep(USER, "k", answer);
  assertEquals(await fixture.keysOf(USER), []);
});

Deno.test("Intake counts the bytes that come", async () => {
  await using fixture = await JobFixture.open();
  await fixture.batch(USER, 0, { files: [{ name: "a", size: 70, sha256: "a", blob: "b" }] });
  await fixture.batch(USER, 0, { files: [{ name: "a", size: 5, sha256: "b", blob: "b" }] });
  const described = 2 * "A baker. Requirements: bread".length;
  assertEquals(await fixture.storedBytes(USER), 70 + 5 + described);
  assertEquals(fixture.store.retentionMs, HOUR);
  const criteria: Criteria = {
    ...{ version: 1, requirements: [], weights: DEFAULT_WEIGHTS },
    ...{ source: "edited", edited_at: "2026-01-01T00:00:00.000Z" },
  };
  const more = { files: [], create: { ...create, criteria }, refused: [refusal("x.png")] };
  await fixture.batch(USER, 0, more);
  const words = create.jobDescription.length + JSON.stringify(criteria).length;
  assertEquals(await fixture.storedBytes(USER), 70 + 5 + described + words + 1024);
});
