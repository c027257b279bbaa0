import { assert, assertEquals } from "@std/assert";
import type { Extractor } from "@/lib/extract/extractor.ts";
import { createDatabase } from "@/lib/kv/database.ts";
import { screen } from "@/lib/resume/assess.ts";
import { requirementsRead } from "@/lib/resume/job/criteria.ts";
import { briefOf } from "@/lib/resume/match/brief.ts";
import { Metrics } from "@/lib/telemetry/metrics.ts";
import { countedKv } from "@/tests/jobs/counted_kv.ts";
import { JobFixture } from "@/tests/jobs/job_fixture.ts";
import { HOUR } from "@/testing/test_database.ts";
import { screenResume } from "@/workers/screen_resume.ts";
import { WorkerLoop } from "@/workers/worker_loop.ts";

const FILES = 20;

const extractor: Pick<Extractor, "screen" | "unpack" | "checkOcr" | "criteria"> = {
  screen(bytes, _name, { job, now }) {
    const text = new TextDecoder().decode(bytes);
    const screened = screen({ text, brief: briefOf(job), now });
    return Promise.resolve({ text, hidden: false, headlines: [], ...screened });
  },
  criteria: (job) => Promise.resolve(requirementsRead(job)),
  unpack: () => Promise.reject(new Error("Cannot unpack: it is a text")),
  checkOcr: () => {},
};

for (const slots of [1, 4]) {
  Deno.test(`a file costs at most 5 commits beside its text, ${slots} at a time`, async () => {
    const { kv, counts } = countedKv(await Deno.openKv(":memory:"));
    await using database = createDatabase(kv, { retentionMs: HOUR });
    await using fixture = await JobFixture.open({ database });
    const { batches, blobs, steps, results, children, backlog, settings } = fixture;
    const services = { batches, blobs, steps, results, children, backlog, settings, extractor };
    await fixture.batch("ann", FILES);
    Object.assign(counts, { commits: 0, blobCommits: 0, reads: 0 });
    await using loop = new WorkerLoop({
      store: fixture.jobs,
      slots,
      metrics: new Metrics(),
      handle: (lease, signal) => screenResume(lease, signal, services),
      onError(error) {
        throw error;
      },
    });
    loop.start();
    await loop.untilEmpty(60_000);
    assertEquals((await fixture.progress("ann")).at(-1)!.successful_files, FILES);
    const commits = (counts.commits - counts.blobCommits) / FILES;
    const reads = counts.reads / FILES;
    assert(commits <= 5, `${commits} commits per file`);
    assert(reads <= 6, `${reads} reads per file`);
    // All of a user goes by itself in the end.
    assertEquals([...counts.everlasting], []);
  });
}
