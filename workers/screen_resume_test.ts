import { assertEquals, assertRejects } from "@std/assert";
import { BusyError } from "@/lib/async/busy_error.ts";
import type { Lease } from "@/lib/jobs/lease.ts";
import { LEASE_MS, MAX_ATTEMPTS } from "@/lib/jobs/retry_policy.ts";
import { LeaseLostError } from "@/lib/jobs/lease_lost_error.ts";
import { JobFixture, TestClock } from "@/tests/jobs/job_fixture.ts";
import type { Extractor, ScreenedDocument } from "@/lib/extract/extractor.ts";
import { screen as screenText } from "@/lib/resume/assess.ts";
import { requirementsRead } from "@/lib/resume/job/criteria.ts";
import { briefOf } from "@/lib/resume/match/brief.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { screenResume } from "@/workers/screen_resume.ts";

const USER = "ann";
const never = new AbortController().signal;
const decoder = new TextDecoder();

type Screen = (bytes: Uint8Array, job: string) => Promise<ScreenedDocument>;

const asText: Screen = (bytes, job) => {
  const text = decoder.decode(bytes);
  const screened = screenText({ text, brief: briefOf(job), now: new Date() });
  return Promise.resolve({ text, hidden: false, headlines: [], ...screened });
};

/** Screens under the lease, with `read` in place of a sandbox. */
async function screen(
  fixture: JobFixture,
  lease: Lease,
  read: Screen = asText,
  checkOcr = () => {},
): Promise<void> {
  const extractor: Pick<Extractor, "screen" | "unpack" | "checkOcr" | "criteria"> = {
    checkOcr,
    screen: (bytes, _name, { job }) => read(bytes, job),
    criteria: (job) => Promise.resolve(requirementsRead(job)),
    unpack: () => Promise.reject(new Error("Cannot unpack: it is a text")),
  };
  await screenResume(lease, never, { ...servicesOf(fixture), extractor });
}

function servicesOf({ batches, blobs, steps, results, children, backlog, settings }: JobFixture) {
  return { batches, blobs, steps, results, children, backlog, settings };
}

const resultKeys = async (fixture: JobFixture) =>
  (await fixture.keysOf(USER)).filter((key) => key.startsWith('["results"'));
const blobKeys = async (fixture: JobFixture) =>
  (await fixture.keysOf(USER)).filter((key) => key.startsWith('["blobs"'));

Deno.test("screenResume takes a file from its blob to its result", async () => {
  await using fixture = await JobFixture.open();
  const { batch, files: [{ id }] } = await fixture.batch(USER, 1);
  await using lease = (await fixture.claim(USER))!;
  await screen(fixture, lease);
  const file = (await fixture.batches.file(USER, batch, id))!;
  assertEquals(file.state, "done");
  assertEquals(decoder.decode((await fixture.blobs.get(USER, file.textBlob!))!), "resume 0");
  const [result] = await Array.fromAsync(fixture.batches.results(USER, batch));
  assertEquals([result.file_id, result.rank, result.score], [id, 1, file.score]);
  const states = (await fixture.events(USER)).flatMap(({ type, data }) =>
    type === "file" ? [data.state] : []
  );
  assertEquals(states, ["received", "extracting", "scoring", "done"]);
});

Deno.test("screenResume fails a file that can't be read, at once and with its reason", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 1);
  await using lease = (await fixture.claim(USER))!;
  const error = new ExtractionError("encrypted", "pdf");
  await screen(fixture, lease, () => Promise.reject(error));
  const [file] = await fixture.batches.files(USER, batch);
  assertEquals([file.state, file.reason], ["failed", error.message]);
  assertEquals((await fixture.keysOf(USER)).filter((key) => key.includes("dead_jobs")), []);
});

Deno.test("screenResume gives a file up that crashes its reader each time", async () => {
  await using fixture = await JobFixture.open();
  const { batch, files: [{ id }] } = await fixture.batch(USER, 1);
  const crash: Screen = () => Promise.reject(new ExtractionError("crashed"));
  for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
    await using lease = (await fixture.claim(USER))!;
    await assertRejects(() => screen(fixture, lease, crash), ExtractionError);
    await lease.release(0, "crashed");
  }
  await using lease = (await fixture.claim(USER))!;
  await screen(fixture, lease, crash);
  const [file] = await fixture.batches.files(USER, batch);
  assertEquals(file.state, "failed");
  assertEquals((await fixture.store.get(["dead_jobs", USER, id])).value !== null, true);
});

Deno.test("screenResume asks for OCR before it fetches a file that waits for it", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 1);
  const busy = new BusyError("ocr", 1);
  for (let round = 0; round <= MAX_ATTEMPTS; round++) {
    await using lease = (await fixture.claim(USER))!;
    const read: Screen = () => Promise.reject(round === 0 ? busy : new Error("must not be read"));
    const check = () => {
      throw busy;
    };
    await assertRejects(() => screen(fixture, lease, read, check), BusyError);
    await lease.putOff(0, "ocr");
  }
  await using lease = (await fixture.claim(USER))!;
  await screen(fixture, lease);
  assertEquals((await fixture.batches.files(USER, batch))[0].state, "done");
});

Deno.test("screenResume gives a file up that ends its process each time", async () => {
  const clock = new TestClock();
  await using fixture = await JobFixture.open({ clock });
  const { batch } = await fixture.batch(USER, 1);
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    await (await fixture.claim(USER))![Symbol.asyncDispose]();
    clock.pass(LEASE_MS);
  }
  await using lease = (await fixture.claim(USER))!;
  await screen(fixture, lease, () => Promise.reject(new Error("must not be read again")));
  assertEquals((await fixture.batches.files(USER, batch))[0].state, "failed");
});

Deno.test("screenResume deletes what an attempt left that died before its end", async () => {
  const clock = new TestClock();
  await using fixture = await JobFixture.open({ clock });
  const { batch, files: [file] } = await fixture.batch(USER, 1);
  {
    await using dead = (await fixture.claim(USER))!;
    const [assessed] = await assessments();
    await fixture.writeResult(dead, file, "half", assessed);
  }
  assertEquals((await resultKeys(fixture)).length, 1);
  clock.pass(LEASE_MS);
  await using lease = (await fixture.claim(USER))!;
  await screen(fixture, lease);
  const results = await resultKeys(fixture);
  assertEquals(results.map((key) => JSON.parse(key).at(-1)), [lease.token]);
  assertEquals((await blobKeys(fixture)).length, 2);
  assertEquals((await fixture.batchOf(USER, batch)).status, "completed");
});

Deno.test("screenResume that has lost its lease ends nothing and leaves nothing", async () => {
  const clock = new TestClock();
  await using fixture = await JobFixture.open({ clock });
  const { batch } = await fixture.batch(USER, 1);
  await using slow = (await fixture.claim(USER))!;
  // Too slow to renew it, even.
  await slow[Symbol.asyncDispose]();
  const overtaking = Promise.withResolvers<void>();
  const overtaken: Screen = async (bytes, job) => {
    clock.pass(LEASE_MS);
    await using fast = (await fixture.claim(USER))!;
    await screen(fixture, fast);
    overtaking.resolve();
    return await asText(bytes, job);
  };
  await assertRejects(() => screen(fixture, slow, overtaken), LeaseLostError);
  await overtaking.promise;
  assertEquals((await resultKeys(fixture)).length, 1);
  const { successful, status } = await fixture.batchOf(USER, batch);
  assertEquals([successful, status], [1, "completed"]);
});

Deno.test("screenResume fails a file whose document has expired", async () => {
  await using fixture = await JobFixture.open();
  const { batch, files: [file] } = await fixture.batch(USER, 1);
  await fixture.blobs.delete(USER, file.blob!);
  await using lease = (await fixture.claim(USER))!;
  await screen(fixture, lease);
  const [ended] = await fixture.batches.files(USER, batch);
  assertEquals([ended.state, ended.reason], [
    "failed",
    "The file is no longer stored; upload it again",
  ]);
});

/** A real assessment, to write. */
async function assessments() {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 1);
  await using lease = (await fixture.claim(USER))!;
  await screen(fixture, lease);
  return await Array.fromAsync(fixture.batches.results(USER, batch));
}
