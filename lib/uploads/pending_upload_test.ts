import { assertEquals } from "@std/assert";
import { JobFixture } from "@/tests/jobs/job_fixture.ts";
import { HOUR } from "@/testing/test_database.ts";
import { dropAbandoned } from "@/lib/uploads/pending_upload.ts";

const USER = "ann";

/** After everything that has been written. */
const LATER = "f".repeat(20);

const blobKeys = async (fixture: JobFixture) =>
  (await fixture.keysOf(USER)).filter((key) => /"(blobs|blob_chunks|uploads)"/.test(key));

Deno.test("PendingUpload is gone once a batch has all its files", async () => {
  await using fixture = await JobFixture.open();
  const { files } = await fixture.batch(USER, 3);
  assertEquals((await blobKeys(fixture)).filter((key) => key.includes("uploads")), []);
  for (const { blob } of files) {
    assertEquals((await fixture.blobs.get(USER, blob!)) !== null, true);
  }
});

Deno.test("dropAbandoned leaves what is recent, and what a batch has", async () => {
  await using fixture = await JobFixture.open();
  const stored = await fixture.storeTexts(USER, 200);
  const acceptance = {
    user: USER,
    batch: "b",
    create: { jobDescription: "A baker" },
    expected: null,
    refused: [],
    sender: null,
    idempotency: null,
    ...stored,
  };
  // Dies after its first commit of 120.
  for await (const _ of fixture.intake.accept(acceptance)) break;
  assertEquals(await dropAbandoned(fixture, { now: Date.now() + HOUR / 2, before: LATER }), 0);
  assertEquals((await blobKeys(fixture)).length, 401);
  assertEquals(await dropAbandoned(fixture, { now: Date.now() + HOUR, before: LATER }), 1);
  assertEquals((await blobKeys(fixture)).length, 240);
  for (const { blob } of stored.files.slice(0, 120)) {
    assertEquals((await fixture.blobs.get(USER, blob)) !== null, true);
  }
});

Deno.test("dropAbandoned deletes the chunks of a file that broke off with its process", async () => {
  await using fixture = await JobFixture.open();
  const { upload } = await fixture.storeTexts(USER, 1);
  await fixture.store.set(["blob_chunks", USER, `${upload}-00001`, 0], new Uint8Array(10));
  await dropAbandoned(fixture, { now: Date.now() + HOUR, before: LATER });
  assertEquals(await blobKeys(fixture), []);
});

Deno.test("dropAbandoned believes no clock that was set ahead, nor one that was set back", async () => {
  await using fixture = await JobFixture.open();
  const { versionstamp: before } = await fixture.store.set(["before"], 1);
  const { upload } = await fixture.storeTexts(USER, 1);
  const now = Date.now();
  assertEquals(await dropAbandoned(fixture, { now: now + 24 * HOUR, before }), 0);
  const [blobs] = await blobKeys(fixture);
  assertEquals(blobs !== undefined, true);

  const at = now + 24 * HOUR;
  await fixture.store.set(["uploads", USER, upload!], { claimed: 0, at });
  assertEquals(await dropAbandoned(fixture, { now, before }), 0);
  assertEquals(await dropAbandoned(fixture, { now, before: LATER }), 1);
  assertEquals(await blobKeys(fixture), []);
});
