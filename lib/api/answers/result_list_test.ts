import { assertEquals } from "@std/assert";
import { ResultList } from "@/lib/api/answers/result_list.ts";
import { formatPlace, resultsQuery } from "@/lib/api/queries.ts";
import { refused } from "@/lib/uploads/given_file.ts";
import type { Assessment } from "@/lib/wire/result.ts";
import { JobFixture } from "@/tests/jobs/job_fixture.ts";

const USER = "ann";

function assessment(score: number): Assessment {
  return {
    score,
    candidate: {
      name: `Person ${score}`,
      email: null,
      phone: null,
      location: null,
      years_experience: null,
      skills: [],
    },
    summary: "",
    parts: [],
    requirements: [],
    matched: [],
    missing: [],
    gates: [],
    warnings: [],
  };
}

/** A batch of seven that are scored 1 to 7, one that failed and one that was refused. */
async function someBatch(fixture: JobFixture) {
  const refusals = [refused({ name: "x.png", size: 1 }, "unsupported")];
  const { batch, files } = await fixture.batch(USER, 8, { refused: refusals });
  for (let score = 1; score <= 7; score++) {
    await using lease = await fixture.claim(USER);
    const { batch, id } = lease!.job;
    const file = (await fixture.batches.file(USER, batch, id))!;
    await fixture.writeResult(lease!, file, "text", assessment(score));
    await fixture.score(lease!, score);
  }
  await fixture.endFiles(USER, 1, "failed");
  return { batch, files: files.map(({ id }) => id) };
}

async function list(fixture: JobFixture, batch: string, query: Record<string, string>) {
  const parsed = resultsQuery.parse(query);
  const list = await ResultList.open(fixture, { user: USER, id: batch }, parsed);
  const results = await Array.fromAsync(list.results());
  return {
    ranks: results.map(({ rank }) => rank),
    files: list.unscored.map(({ state }) => state),
    next: list.next && formatPlace(list.next),
    decisions: results.map(({ decision }) => decision?.decision ?? null),
  };
}

Deno.test("ResultList gives page after page, each result once", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await someBatch(fixture);
  const ranks: number[] = [];
  const pages: number[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const page = await list(fixture, batch, { limit: "3", ...cursor && { cursor } });
    ranks.push(...page.ranks);
    pages.push(page.ranks.length);
    cursor = page.next;
  }
  assertEquals([pages, ranks], [[3, 3, 1], [1, 2, 3, 4, 5, 6, 7]]);
  assertEquals((await list(fixture, batch, { limit: "7" })).next, null);
  assertEquals((await list(fixture, batch, { offset: "5" })).ranks, [6, 7]);
});

Deno.test("ResultList filters by what was decided, by state and by words", async () => {
  await using fixture = await JobFixture.open();
  const { batch, files } = await someBatch(fixture);
  const decide = (index: number, decision: "shortlist" | "reject") =>
    fixture.decisions.put(USER, batch, files[index], { update: { decision }, by: USER });
  await decide(0, "shortlist");
  await decide(6, "reject");
  await decide(7, "reject");
  const of = (query: Record<string, string>) => list(fixture, batch, query);
  assertEquals((await of({ decision: "shortlist,reject" })).decisions, ["reject", "shortlist"]);
  assertEquals((await of({ decision: "none", limit: "2" })).ranks, [2, 3]);
  assertEquals((await of({ decision: "reject", format: "csv" })).files, ["failed"]);
  assertEquals((await of({ format: "csv" })).files.toSorted(), ["failed", "refused"]);
  assertEquals((await of({ format: "csv", limit: "2" })).files, []);
  assertEquals(await of({ state: "refused" }), {
    ranks: [],
    files: ["refused"],
    next: null,
    decisions: [],
  });
  assertEquals((await of({ state: "done,failed" })).ranks.length, 7);
  assertEquals((await of({ q: "person 3" })).ranks, [4, 5]);
  assertEquals((await of({ q: "png", format: "xlsx" })).files, ["refused"]);
});

Deno.test("resultsQuery refuses what is no cursor, no state and too much at once", () => {
  for (const query of [{ cursor: "x" }, { cursor: "1~" }, { state: "x" }, { limit: "1001" }]) {
    assertEquals(resultsQuery.safeParse(query).success, false, JSON.stringify(query));
  }
});
