import { assertEquals, assertRejects } from "@std/assert";
import { BatchStateError } from "@/lib/batches/batch_errors.ts";
import { carryThrough } from "@/lib/batches/carry_through.ts";
import { refused } from "@/lib/uploads/given_file.ts";
import { JobFixture, storedFiles } from "@/tests/jobs/job_fixture.ts";

const USER = "ann";

async function carry(fixture: JobFixture): Promise<void> {
  const { jobs } = await fixture.jobs.due(USER, 500);
  const job = jobs.find(({ id }) => /-(cancel|retry)-/.test(id))!;
  await using lease = (await fixture.jobs.claim(job))!;
  await carryThrough(lease, new AbortController().signal, fixture);
}

async function last(fixture: JobFixture) {
  const { run, status, completed, total, successful_files, failed_files, refused_files, ...more } =
    (await fixture.progress(USER)).at(-1)!;
  return {
    counts: [run, status, completed, total, successful_files, failed_files, refused_files],
    results: more.results_total,
    message: more.message,
  };
}

Deno.test("reopen begins a run of the new files alone, and the results hold all", async () => {
  await using fixture = await JobFixture.open();
  const refusals = [refused({ name: "x.png", size: 1 }, "unsupported")];
  const { batch } = await fixture.batch(USER, 3, { refused: refusals });
  await fixture.endFiles(USER, 2);
  await fixture.endFiles(USER, 1, "failed");
  assertEquals(await last(fixture), {
    counts: [1, "completed", 3, 3, 2, 1, 1],
    results: 2,
    message: "2 of 4 scored, 1 failed, 1 refused",
  });

  const { run, status, open } = await fixture.operations.reopen(USER, batch);
  assertEquals([run, status, open], [2, "queued", true]);
  const told = (await fixture.allEvents(USER)).filter(({ type }) => type === "batch");
  assertEquals(told.map(({ data }) => data), [{ batch_id: batch, change: "reopened" }]);
  assertEquals((await last(fixture)).counts, [2, "queued", 0, 0, 0, 0, 0]);
  const files = storedFiles(2);
  const added = await fixture.batch(USER, 0, { batch, create: null, files });
  assertEquals(added.files.map(({ id, run }) => [id, run]), [
    [`${batch}-00004`, 2],
    [`${batch}-00005`, 2],
  ]);
  assertEquals((await fixture.batchOf(USER, batch)).open, true);
  await fixture.endFiles(USER, 2);
  await fixture.operations.close(USER, batch);
  assertEquals(await last(fixture), {
    counts: [2, "completed", 2, 2, 2, 0, 0],
    results: 4,
    message: "2 of 2 scored",
  });
  assertEquals((await fixture.batches.files(USER, batch)).length, 6);
});

Deno.test("retry after a reopening takes what failed in any run, and all count again", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 3);
  await fixture.endFiles(USER, 2);
  await fixture.endFiles(USER, 1, "failed");
  await fixture.operations.reopen(USER, batch);
  await fixture.batch(USER, 0, { batch, create: null, files: storedFiles(2) });
  await fixture.endFiles(USER, 1);
  await fixture.endFiles(USER, 1, "failed");
  await fixture.operations.close(USER, batch);
  await fixture.operations.retry(USER, batch);
  await assertRejects(() => fixture.operations.reopen(USER, batch), BatchStateError, "retry");
  await carry(fixture);
  assertEquals((await last(fixture)).counts, [3, "processing", 3, 5, 3, 0, 0]);
  await fixture.endFiles(USER, 2);
  assertEquals((await last(fixture)).counts, [3, "completed", 5, 5, 5, 0, 0]);
});

Deno.test("cancel after a reopening ends the new files alone", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 2, {
    refused: [refused({ name: "x.png", size: 1 }, "unsupported")],
  });
  await fixture.endFiles(USER, 2, "failed");
  await fixture.operations.reopen(USER, batch);
  await fixture.batch(USER, 0, { batch, create: null, files: storedFiles(1) });
  await fixture.operations.cancel(USER, batch);
  await assertRejects(() => fixture.operations.reopen(USER, batch), BatchStateError, "cancel");
  await carry(fixture);
  const states = (await fixture.batches.files(USER, batch)).map(({ state }) => state);
  assertEquals(states, ["failed", "failed", "refused", "cancelled"]);
  assertEquals((await last(fixture)).counts, [2, "cancelled", 1, 1, 0, 0, 0]);
});

Deno.test("a dead file of an earlier run is retried with all files counted", async () => {
  await using fixture = await JobFixture.open();
  const { batch, files: [{ id }] } = await fixture.batch(USER, 1);
  await fixture.endFiles(USER, 1, "failed");
  await fixture.operations.reopen(USER, batch);
  await fixture.batch(USER, 0, { batch, create: null, files: storedFiles(1) });
  await fixture.endFiles(USER, 1);
  await fixture.operations.close(USER, batch);
  await fixture.operations.retryDead(USER, id);
  assertEquals((await last(fixture)).counts, [3, "processing", 1, 2, 1, 0, 0]);
  await fixture.endFiles(USER, 1);
  assertEquals((await last(fixture)).counts, [3, "completed", 2, 2, 2, 0, 0]);
});

Deno.test("reopen leaves an open batch as it is, and an unfinished one in its run", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 2, { expected: 9 });
  const events = (await fixture.events(USER)).length;
  assertEquals((await fixture.operations.reopen(USER, batch)).expected, 9);
  assertEquals((await fixture.events(USER)).length, events);
  await fixture.endFiles(USER, 1);
  await fixture.operations.close(USER, batch);
  const { run, open, received } = await fixture.operations.reopen(USER, batch);
  assertEquals([run, open, received], [1, true, 2]);
  const files = storedFiles(1);
  // It waits for a close, or for as many as a request says.
  await fixture.batch(USER, 0, { batch, create: null, expected: 3, files });
  assertEquals((await fixture.batchOf(USER, batch)).open, false);
  await fixture.endFiles(USER, 2);
  assertEquals((await last(fixture)).counts, [1, "completed", 3, 3, 3, 0, 0]);
});

Deno.test("a batch that is reopened and closed again without a file ends", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 1);
  await fixture.endFiles(USER, 1);
  await fixture.operations.reopen(USER, batch);
  await fixture.operations.close(USER, batch);
  const { counts, results } = await last(fixture);
  assertEquals([counts.slice(0, 4), results], [[2, "completed", 0, 0], 1]);
});
