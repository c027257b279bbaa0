import { assertEquals, assertRejects } from "@std/assert";
import { JobFixture, TestClock } from "@/tests/jobs/job_fixture.ts";
import { LEASE_MS } from "@/lib/jobs/retry_policy.ts";
import { LeaseLostError } from "@/lib/jobs/lease_lost_error.ts";

const USER = "ann";

Deno.test("FileSteps tells of each step and ends the job with the file", async () => {
  await using fixture = await JobFixture.open();
  const { batch, files: [file] } = await fixture.batch(USER, 1);
  await using lease = (await fixture.claim(USER))!;
  await fixture.steps.reach(lease, file, "extracting");
  await fixture.steps.reach(lease, file, "scoring");
  const { token } = lease;
  await fixture.steps.end(lease, file, {
    ending: "done",
    score: 50,
    textBlob: token,
    attempt: token,
  });
  const states = (await fixture.events(USER)).flatMap(({ type, data }) =>
    type === "file" ? [data.state] : []
  );
  assertEquals(states, ["received", "extracting", "scoring", "done"]);
  const ended = (await fixture.batches.file(USER, batch, file.id))!;
  assertEquals([ended.state, ended.score, ended.attempt], ["done", 50, token]);
  assertEquals((await fixture.keysOf(USER)).filter((key) => key.includes('"jobs')), []);
});

Deno.test("FileSteps ends a file once, though two hold leases", async () => {
  const clock = new TestClock();
  await using fixture = await JobFixture.open({ clock });
  const { files: [file] } = await fixture.batch(USER, 1);
  await using slow = (await fixture.claim(USER))!;
  clock.pass(LEASE_MS);
  await using fast = (await fixture.claim(USER))!;
  await fixture.steps.end(fast, file, { ending: "failed", reason: "no text" });
  const ending = { ending: "done", score: 1, textBlob: "t", attempt: "t" } as const;
  await assertRejects(() => fixture.steps.end(slow, file, ending), LeaseLostError);
  await assertRejects(() => fixture.steps.reach(slow, file, "scoring"), LeaseLostError);
  assertEquals(slow.signal.aborted, true);
  const progress = (await fixture.progress(USER)).at(-1)!;
  assertEquals([progress.completed, progress.failed_files, progress.status], [1, 1, "failed"]);
  const event = (await fixture.events(USER)).findLast(({ type }) => type === "file")!;
  assertEquals(event.data.retryable, undefined);
});

Deno.test("FileSteps lists what was given up as a dead letter", async () => {
  await using fixture = await JobFixture.open();
  const { files: [file] } = await fixture.batch(USER, 1);
  await using lease = (await fixture.claim(USER))!;
  await fixture.steps.end(lease, file, { ending: "failed", reason: "it crashed", dead: true });
  const { value } = await fixture.store.get<{ error: string; attempt: number }>([
    "dead_jobs",
    USER,
    file.id,
  ]);
  assertEquals([value?.error, value?.attempt], ["it crashed", 1]);
  const event = (await fixture.events(USER)).findLast(({ type }) => type === "file")!;
  assertEquals(event.data.retryable, true);
});

Deno.test("FileSteps drops a job whose file is gone", async () => {
  await using fixture = await JobFixture.open();
  const { batch, files: [file] } = await fixture.batch(USER, 1);
  await using lease = (await fixture.claim(USER))!;
  await fixture.store.delete(["files", USER, batch, file.id]);
  await fixture.steps.drop(lease);
  assertEquals((await fixture.jobs.due(USER, 1)).jobs, []);
  assertEquals((await fixture.keysOf(USER)).filter((key) => key.includes('"jobs')), []);
});
