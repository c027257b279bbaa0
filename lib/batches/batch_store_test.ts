import { assertEquals } from "@std/assert";
import type { BatchFile } from "@/lib/batches/batch_file.ts";
import { BatchStore, type Place } from "@/lib/batches/batch_store.ts";
import { createDatabase } from "@/lib/kv/database.ts";
import { keys } from "@/lib/kv/keys.ts";
import { Store } from "@/lib/kv/store.ts";
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

Deno.test("a result never goes by the version of other criteria than it was scored by", async () => {
  const kv = await Deno.openKv(":memory:");
  await using fixture = await JobFixture.open();
  const { batch, files: [{ id }] } = await fixture.batch(USER, 1);
  await fixture.endFiles(USER, 1);
  const file = (await fixture.batches.file(USER, batch, id))!;
  const resultKey = keys.result(USER, batch, id, file.attempt!);
  const fileKey = keys.file(USER, batch, id);
  const bytes = (version: number) =>
    new TextEncoder().encode(JSON.stringify({ score: version, warnings: [] }));
  /** As scoring again does. */
  const write = (version: number) =>
    kv.atomic().set(resultKey, bytes(version))
      .set(fileKey, { ...file, criteriaVersion: version } satisfies BatchFile).commit();
  await kv.set(keys.fileByScore(USER, batch, 1, id), true);
  await write(1);

  let version = 1;
  const between = new Proxy(kv, {
    get(target, name) {
      if (name !== "getMany") return Reflect.get(target, name).bind(target);
      return async (wanted: Deno.KvKey[]) => {
        const isResult = wanted.some((key) => key.length === resultKey.length);
        // Twice all is scored again after the file was read, and before its result is.
        if (isResult && version < 3) await write(++version);
        return await kv.getMany(wanted);
      };
    },
  });
  const store = new BatchStore(new Store(between, { retentionMs: HOUR, recordRetentionMs: 0 }));
  const [result] = await Array.fromAsync(store.results(USER, batch));
  assertEquals([result.criteria_version, result.score], [3, 3]);
  kv.close();
});
