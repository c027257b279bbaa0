import { assertEquals, assertRejects } from "@std/assert";
import { BatchClosedError } from "@/lib/batches/batch_errors.ts";
import { refused, type RefusedFile } from "@/lib/uploads/given_file.ts";
import type { TakenFile } from "@/lib/uploads/intake_part.ts";
import { dropAbandoned } from "@/lib/uploads/pending_upload.ts";
import { JobFixture, storedFiles } from "@/tests/jobs/job_fixture.ts";
import { HOUR } from "@/testing/test_database.ts";

const USER = "ann";
const LATER = "f".repeat(20);

const picture = (name: string): RefusedFile => refused({ name, size: 9 }, "unsupported");
const seen = (taken: TakenFile[]) =>
  taken.map(({ refusal, file, already }) =>
    [file?.id.slice(-5) ?? null, refusal ? "refused" : "accepted", ...already ? ["already"] : []]
      .join(" ")
  );
const blobs = async (fixture: JobFixture) =>
  (await fixture.keysOf(USER)).filter((key) => key.startsWith('["blobs"')).length;

Deno.test("a refused file is on record with its reason, one event and no job", async () => {
  await using fixture = await JobFixture.open();
  const { batch, taken } = await fixture.batch(USER, 1, { refused: [picture("a.png")] });
  assertEquals(seen(taken), ["00000 accepted", "00001 refused"]);
  const file = (await fixture.batches.files(USER, batch))[1];
  assertEquals([file.name, file.size, file.state, file.sha256, file.blob], [
    "a.png",
    9,
    "refused",
    null,
    null,
  ]);
  assertEquals(file.reason, "This kind of file can't be read; save it as PDF, DOCX or TXT");
  const events = await fixture.events(USER);
  const told = events.filter(({ type, data }) => type === "file" && data.state === "refused");
  assertEquals(told.length, 1);
  assertEquals((await fixture.jobs.due(USER, 9)).jobs.length, 1);
  const { completed, total, refused_files, message } = (await fixture.progress(USER)).at(-1)!;
  assertEquals([completed, total, refused_files, message], [0, 1, 1, "0 of 2 scored, 1 refused"]);
});

Deno.test("what is sent again is answered with the file there is, and nothing is stored twice", async () => {
  await using fixture = await JobFixture.open();
  const refusals = [picture("a.png")];
  const { batch } = await fixture.batch(USER, 3, { expected: 9, refused: refusals });
  const keys = (await fixture.allKeys()).length;
  const events = (await fixture.events(USER)).length;
  const stored = await fixture.storeTexts(USER, 3);
  const again = { batch, create: null, refused: refusals, ...stored };
  const { taken } = await fixture.batch(USER, 0, again);
  assertEquals(seen(taken), [
    "00000 accepted already",
    "00001 accepted already",
    "00002 accepted already",
    "00003 refused already",
  ]);
  // What drops it is what a request does at its end, or housekeeping where that died.
  await dropAbandoned(fixture, { now: Date.now() + HOUR, before: LATER });
  assertEquals((await fixture.allKeys()).length, keys);
  assertEquals((await fixture.events(USER)).length, events);
  const { received, refused, open } = await fixture.batchOf(USER, batch);
  assertEquals([received, refused, open], [3, 1, true]);
});

Deno.test("a file of the same name with other bytes is another, and so is one of another name", async () => {
  await using fixture = await JobFixture.open();
  const [file] = storedFiles(1);
  const { batch } = await fixture.batch(USER, 0, { expected: 9, files: [file] });
  const files = [{ ...file, sha256: "x" }, { ...file, name: "x" }, file];
  const { taken } = await fixture.batch(USER, 0, { batch, create: null, files });
  assertEquals(seen(taken), ["00001 accepted", "00002 accepted", "00000 accepted already"]);
});

Deno.test("a closed batch takes again what it has, and nothing else", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 0, { files: storedFiles(2) });
  const again = { batch, create: null, files: storedFiles(2) };
  assertEquals((await fixture.batch(USER, 0, again)).taken.every(({ already }) => already), true);
  const more = { ...again, files: storedFiles(3) };
  await assertRejects(() => fixture.batch(USER, 0, more), BatchClosedError);
  const told = { ...again, refused: [picture("b.png")] };
  await assertRejects(() => fixture.batch(USER, 0, told), BatchClosedError);
});

Deno.test("a file twice in one request is one, and the batch doesn't wait for the other", async () => {
  await using fixture = await JobFixture.open();
  const [file, ...others] = storedFiles(130);
  const files = [file, file, ...others, file];
  const { batch, taken } = await fixture.batch(USER, 0, { expected: 133, files });
  assertEquals(seen(taken)[1], "00000 accepted already");
  assertEquals(seen(taken).at(-1), "00000 accepted already");
  assertEquals((await fixture.batchOf(USER, batch)).open, true);
  const last = [{ ...file, name: "last" }];
  await fixture.batch(USER, 0, { batch, create: null, files: last });
  const { open, received } = await fixture.batchOf(USER, batch);
  assertEquals([open, received], [false, 131]);
});

Deno.test("a batch waits for as many files as it expects beside those it is told of", async () => {
  await using fixture = await JobFixture.open();
  const told: RefusedFile = { name: "b", size: 9, reason: "Too large", type: "file-not-sent" };
  const { batch, taken } = await fixture.batch(USER, 126, {
    expected: 128,
    refused: [picture("a.png"), told],
  });
  assertEquals(seen(taken)[0], "00000 refused");
  const { open, expected, refused } = await fixture.batchOf(USER, batch);
  assertEquals([open, expected, refused], [true, 129, 2]);
  const files = storedFiles(1);
  await fixture.batch(USER, 0, { batch, create: null, files, refused: [told] });
  assertEquals((await fixture.batchOf(USER, batch)).open, false);
  assertEquals((await fixture.progress(USER)).at(-1)!.total, 127);
});

Deno.test("a request may bring more than is expected, by as many commits as it takes", async () => {
  await using fixture = await JobFixture.open();
  const options = { expected: 120, refused: [picture("a.png")] };
  const { batch, taken } = await fixture.batch(USER, 130, options);
  assertEquals(taken.length, 131);
  const { open, received, refused } = await fixture.batchOf(USER, batch);
  assertEquals([open, received, refused], [false, 130, 1]);
});

Deno.test("a batch closes with what is sent again where a try died before its last commit", async () => {
  await using fixture = await JobFixture.open();
  const stored = await fixture.storeTexts(USER, 120);
  const acceptance = {
    user: USER,
    batch: "b",
    create: { jobDescription: "A baker" },
    expected: 121,
    refused: [picture("a.png")],
    sender: null,
    idempotency: null,
  };
  for await (const _ of fixture.intake.accept({ ...acceptance, ...stored })) break;
  assertEquals((await fixture.batchOf(USER, "b")).open, true);
  const again = { ...acceptance, create: null, ...await fixture.storeTexts(USER, 120) };
  await Array.fromAsync(fixture.intake.accept(again));
  const { open, received, refused } = await fixture.batchOf(USER, "b");
  assertEquals([open, received, refused], [false, 120, 1]);
});

Deno.test("files beyond the batch's number are refused by name, over all its runs", async () => {
  await using fixture = await JobFixture.open({ maxFiles: 4 });
  const { batch } = await fixture.batch(USER, 3);
  await fixture.endFiles(USER, 3);
  await fixture.operations.reopen(USER, batch);
  const before = await blobs(fixture);
  const stored = await fixture.storeTexts(USER, 6);
  const { taken } = await fixture.batch(USER, 0, { batch, create: null, ...stored });
  assertEquals(seen(taken), [
    ...["00000", "00001", "00002"].map((id) => `${id} accepted already`),
    "00003 accepted",
    "00004 refused",
    "00005 refused",
  ]);
  assertEquals(taken.at(-1)!.refusal!.type, "file-too-many");
  await dropAbandoned(fixture, { now: Date.now() + HOUR, before: LATER });
  assertEquals(await blobs(fixture), before + 1);
});

Deno.test("a batch keeps 1,000 refused files, and the others go without a record", async () => {
  await using fixture = await JobFixture.open();
  const refusals = Array.from({ length: 1005 }, (_, i) => picture(`${i}.png`));
  const { batch, taken } = await fixture.batch(USER, 1, { refused: refusals });
  assertEquals(taken.filter(({ file }) => file === null).length, 5);
  assertEquals((await fixture.batches.files(USER, batch)).length, 1001);
  assertEquals((await fixture.batchOf(USER, batch)).refused, 1000);
});
