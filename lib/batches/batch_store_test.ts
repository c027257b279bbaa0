import { assertEquals } from "@std/assert";
import type { Place } from "@/lib/batches/batch_store.ts";
import { createDatabase } from "@/lib/kv/database.ts";
import { screen } from "@/lib/resume/assess.ts";
import { briefOf } from "@/lib/resume/match/brief.ts";
import { HOUR } from "@/testing/test_database.ts";
import { countedKv } from "@/tests/jobs/counted_kv.ts";
import { JobFixture } from "@/tests/jobs/job_fixture.ts";

const USER = "ann";
const { assessment } = screen({ text: "bread", brief: briefOf("bread"), now: new Date(0) });

/** Ends as many of the user's files, with a result each. */
async function end(fixture: JobFixture, count: number): Promise<void> {
  for (let score = 1; score <= count; score++) {
    await using lease = (await fixture.claim(USER))!;
    const file = (await fixture.batches.file(USER, lease.job.batch, lease.job.id))!;
    const addResult = await fixture.results.ready(lease, file, "bread", { ...assessment, score });
    const { token } = lease;
    await fixture.end(lease, {
      ending: "done",
      score,
      textBlob: token,
      attempt: token,
      addResult,
    });
  }
}

Deno.test("BatchStore ranks a batch once for all its pages, and anew when a file has ended", async () => {
  const { kv, counts } = countedKv(await Deno.openKv(":memory:"));
  await using database = createDatabase(kv, { retentionMs: HOUR });
  await using fixture = await JobFixture.open({ database });
  const { batch } = await fixture.batch(USER, 41);
  await end(fixture, 40);
  const page = async (after: Place | null) => {
    const { reads } = counts;
    const results = [];
    for await (const result of fixture.batches.results(USER, batch, { after })) {
      results.push(result);
      if (results.length === 10) break;
    }
    const last = { id: results.at(-1)!.file_id, score: results.at(-1)!.score };
    return { scores: results.map(({ score }) => score), last, reads: counts.reads - reads };
  };
  const first = await page(null);
  const second = await page(first.last);
  assertEquals([...first.scores, ...second.scores], Array.from({ length: 20 }, (_, i) => 40 - i));
  // Neither the ranking nor what files are recognised by.
  assertEquals(second.reads, first.reads - 2);
  await end(fixture, 1);
  assertEquals((await Array.fromAsync(fixture.batches.results(USER, batch))).length, 41);
});
