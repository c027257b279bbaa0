import { assert, assertEquals } from "@std/assert";
import { JobFixture } from "@/tests/jobs/job_fixture.ts";

const USER = "ann";

Deno.test("settle tells of every step, and of the end with the best, best first", async () => {
  await using fixture = await JobFixture.open();
  const { batch, files } = await fixture.batch(USER, 3);
  await fixture.endFiles(USER, 3);
  const progress = await fixture.progress(USER);
  assertEquals(progress.map((it) => [it.completed, it.status]), [
    [0, "queued"],
    [1, "processing"],
    [2, "processing"],
    [3, "completed"],
  ]);
  const last = progress.at(-1)!;
  assertEquals(
    last.results,
    [2, 1, 0].map((i, at) => ({
      file_id: files[i].id,
      name: `${i}.txt`,
      score: i + 1,
      rank: at + 1,
    })),
  );
  assertEquals(last.results_total, 3);
  assertEquals(last.results_url, `/api/v1/resumes/batches/${batch}/results`);
  assertEquals(progress.slice(0, -1).some((it) => "results" in it), false);
});

Deno.test("settle names the best 100, whatever the number", async () => {
  await using fixture = await JobFixture.open();
  await fixture.batch(USER, 120);
  await fixture.endFiles(USER, 120);
  const last = (await fixture.progress(USER)).at(-1)!;
  assertEquals(last.results!.length, 100);
  assertEquals(last.results!.map((it) => it.score), Array.from({ length: 100 }, (_, i) => 120 - i));
  assertEquals(last.results_total, 120);
});

Deno.test("settle keeps the best within 32 KiB of UTF-8", async () => {
  await using fixture = await JobFixture.open();
  const files = Array.from({ length: 100 }, (_, i) => ({
    name: "é".repeat(250) + i,
    size: 1,
    sha256: `${i}`,
    blob: "b",
  }));
  await fixture.batch(USER, 0, { files });
  await fixture.endFiles(USER, 100);
  const { results } = (await fixture.progress(USER)).at(-1)!;
  const bytes = new TextEncoder().encode(JSON.stringify(results)).length;
  assert(bytes <= 32 * 1024 && bytes > 31 * 1024, `${bytes} bytes`);
  assertEquals(results![0].score, 100);
});

Deno.test("settle ends a batch of which nothing could be read as failed, without results", async () => {
  await using fixture = await JobFixture.open();
  await fixture.batch(USER, 2);
  await fixture.endFiles(USER, 2, "failed");
  const last = (await fixture.progress(USER)).at(-1)!;
  assertEquals([last.status, last.failed_files, last.results], ["failed", 2, []]);
});

Deno.test("completed never goes back within a run, however files end", async () => {
  await using fixture = await JobFixture.open();
  await fixture.batch(USER, 30);
  const leases = [];
  for (let i = 0; i < 30; i++) leases.push((await fixture.claim(USER))!);
  await Promise.all(leases.map(async (lease, i) => {
    await using _ = lease;
    const file = (await fixture.batches.file(USER, lease.job.batch, lease.job.id))!;
    const { token } = lease;
    await fixture.steps.reach(lease, file, "extracting");
    await fixture.steps.end(
      lease,
      file,
      i % 3
        ? { ending: "done", score: i, textBlob: token, attempt: token }
        : { ending: "failed", reason: "no text" },
    );
  }));
  const completed = (await fixture.progress(USER)).map((it) => it.completed);
  assertEquals(completed, completed.toSorted((a, b) => a - b));
  assertEquals(completed.at(-1), 30);
  const endings = (await fixture.events(USER)).filter((event) =>
    event.type === "file" && ["done", "failed"].includes(event.data.state)
  );
  assertEquals(endings.length, 30);
  assertEquals(await fixture.waiting(USER), 0);
});
