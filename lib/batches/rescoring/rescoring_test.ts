import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Batch } from "@/lib/batches/batch.ts";
import { BatchStateError, CriteriaOutdatedError } from "@/lib/batches/batch_errors.ts";
import { carryRescoring } from "@/lib/batches/rescoring/carry_rescoring.ts";
import { changeCriteria } from "@/lib/batches/rescoring/change_criteria.ts";
import { encodedCriteria } from "@/lib/batches/rescoring/stored_criteria.ts";
import type { Extractor } from "@/lib/extract/extractor.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { LEASE_MS } from "@/lib/jobs/retry_policy.ts";
import { keys } from "@/lib/kv/keys.ts";
import { assessAgain, screen } from "@/lib/resume/assess.ts";
import { briefOf } from "@/lib/resume/match/brief.ts";
import type { Criteria, CriteriaEdit, CriteriaRequirement } from "@/lib/wire/review/criteria.ts";
import { type CriteriaWeights, DEFAULT_WEIGHTS } from "@/lib/wire/review/criteria.ts";
import { JobFixture, TestClock } from "@/tests/jobs/job_fixture.ts";
import { screenResume } from "@/workers/screen_resume.ts";

const USER = "ann";
const JOB = "A cook.";
const never = new AbortController().signal;
const decoder = new TextDecoder();
const ONLY_MUST: CriteriaWeights = {
  must: 1,
  years: 0,
  similarity: 0,
  nice: 0,
  responsibilities: 0,
};

/** Scores in this process, as a sandbox would, and counts the texts. */
class Scorer {
  texts = 0;
  refuses: string | null = null;

  assessAgain: Extractor["assessAgain"] = (resumes, { job, criteria }) => {
    this.texts += resumes.length;
    const texts = resumes.map(({ text }) => decoder.decode(text));
    if (texts.some((text) => text === this.refuses)) throw new ExtractionError("crashed");
    const brief = briefOf(job, criteria);
    return Promise.resolve(
      resumes.map(({ now, ...known }, i) =>
        assessAgain({ text: texts[i], brief, now: new Date(now) }, known)
      ),
    );
  };

  screen: Extractor["screen"] = (bytes, _name, { job, criteria, now }) => {
    const text = decoder.decode(bytes);
    const screened = screen({ text, brief: briefOf(job, criteria ?? undefined), now });
    return Promise.resolve({ text, hidden: false, headlines: [], ...screened });
  };

  checkOcr = () => {};

  unpack: Extractor["unpack"] = () => Promise.reject(new Error("Cannot unpack: it is a text"));
}

function requirement(text: string, change: Partial<CriteriaRequirement> = {}): CriteriaRequirement {
  const rest = { id: text, kind: "must" as const, years: null, any_of: [], knockout: false };
  return { ...rest, text, weight: 1, ...change };
}

function criteriaOf(requirements: CriteriaRequirement[], weights = ONLY_MUST): Criteria {
  const edited_at = "2026-01-01T00:00:00.000Z";
  return { version: 1, requirements, weights, source: "edited", edited_at };
}

const FIRST = criteriaOf([requirement("resume"), requirement("baking")]);

async function screened(fixture: JobFixture, count: number, scorer: Scorer, criteria = FIRST) {
  const create = { jobDescription: JOB, criteria };
  const { batch, files } = await fixture.batch(USER, count, { create });
  for (let i = 0; i < count; i++) await screenNext(fixture, scorer);
  return { batch, files };
}

async function screenNext(fixture: JobFixture, extractor: Scorer): Promise<void> {
  await using lease = (await fixture.claim(USER))!;
  await screenResume(lease, never, { ...fixture, extractor });
}

function change(fixture: JobFixture, batch: string, edit: CriteriaEdit, version?: number) {
  const isExpected = (is: number) => version === undefined || is === version;
  return changeCriteria(fixture.writer, USER, batch, { edit, isExpected, before: FIRST, by: USER });
}

async function rescore(fixture: JobFixture, extractor: Scorer): Promise<void> {
  await using lease = (await fixture.claim(USER))!;
  assertEquals(lease.job.kind, "rescore");
  await carryRescoring(lease, never, { ...fixture, extractor });
}

const scoresOf = async (fixture: JobFixture, batch: string) =>
  (await Array.fromAsync(fixture.batches.results(USER, batch)))
    .map(({ score, criteria_version }) => [score, criteria_version]);

const eventsOf = async (fixture: JobFixture) =>
  (await fixture.allEvents(USER)).flatMap(({ type, data }) => type === "scores" ? [data] : []);

Deno.test("changeCriteria and carryRescoring: weights alone are arithmetic on what was found", async () => {
  await using fixture = await JobFixture.open();
  const scorer = new Scorer();
  const { batch } = await screened(fixture, 3, scorer);
  assertEquals(await scoresOf(fixture, batch), [[50, 1], [50, 1], [50, 1]]);
  const before = await fixture.batchOf(USER, batch);
  const files = await fixture.batches.files(USER, batch);
  const [first, second] = FIRST.requirements;
  const edit = {
    requirements: [{ ...first, weight: 3 }, { ...second, knockout: true }],
    weights: ONLY_MUST,
  };
  const stored = await fixture.storedBytes(USER);
  const criteria = await change(fixture, batch, edit);
  assertEquals([criteria.version, criteria.source], [2, "edited"]);
  assertEquals(await fixture.storedBytes(USER) - stored, encodedCriteria(criteria).length);
  assertEquals((await fixture.batchOf(USER, batch)).rescoring, { left: 3 });
  await rescore(fixture, scorer);
  assertEquals(scorer.texts, 0);
  assertEquals(await scoresOf(fixture, batch), [[75, 2], [75, 2], [75, 2]]);
  const [{ gates }] = await Array.fromAsync(fixture.batches.results(USER, batch));
  assertEquals(gates.find(({ gate }) => gate === "knockouts")?.outcome, "fail");
  // Neither the files' states nor the batch's counts are other ones.
  const after = await fixture.batchOf(USER, batch);
  assertEquals(after, { ...before, criteriaVersion: 2 });
  assertEquals(
    await fixture.batches.files(USER, batch),
    files.map((file) => ({ ...file, score: 75, criteriaVersion: 2 })),
  );
  assertEquals((await eventsOf(fixture)).map(({ scored, total }) => [scored, total]), [[0, 3], [
    3,
    3,
  ]]);
  assertEquals(await fixture.claim(USER), null);
  assertEquals((await fixture.batches.criteria(USER, batch, 1))?.requirements, FIRST.requirements);
});

Deno.test("carryRescoring scores as if the resumes were screened by the new criteria", async () => {
  await using fixture = await JobFixture.open();
  const scorer = new Scorer();
  const { batch } = await screened(fixture, 2, scorer);
  const edits: CriteriaEdit[] = [
    {
      requirements: [FIRST.requirements[0], { id: "baking", text: "resume or 0", kind: "must" }],
      weights: ONLY_MUST,
    },
    {
      requirements: [{ text: "1", kind: "nice" }, FIRST.requirements[1]],
      weights: DEFAULT_WEIGHTS,
    },
    { requirements: [{ ...FIRST.requirements[1], kind: "responsibility" }], weights: ONLY_MUST },
    { requirements: [], weights: DEFAULT_WEIGHTS },
  ];
  for (const edit of edits) {
    const criteria = await change(fixture, batch, edit);
    await rescore(fixture, scorer);
    const fresh = await screened(fixture, 2, scorer, criteria);
    const bare = async (id: string) =>
      (await Array.fromAsync(fixture.batches.results(USER, id)))
        .map(({ file_id: _, criteria_version: __, ...rest }) => rest);
    assertEquals(await bare(batch), await bare(fresh.batch));
  }
});

Deno.test("carryRescoring keeps the verdicts of what nobody has changed", async () => {
  await using fixture = await JobFixture.open();
  const scorer = new Scorer();
  const { batch } = await screened(fixture, 1, scorer);
  const [file] = await fixture.batches.files(USER, batch);
  const key = keys.result(USER, batch, file.id, file.attempt!);
  const stored = JSON.parse(decoder.decode((await fixture.store.get<Uint8Array>(key)).value!));
  stored.requirements[0].value = 0.123456789;
  await fixture.store.set(key, new TextEncoder().encode(JSON.stringify(stored)));
  const requirements = [FIRST.requirements[0], {
    id: "baking",
    text: "resume",
    kind: "must" as const,
  }];
  await change(fixture, batch, { requirements, weights: ONLY_MUST });
  await rescore(fixture, scorer);
  const [result] = await Array.fromAsync(fixture.batches.results(USER, batch));
  assertEquals(result.requirements.map(({ value }) => value), [0.123456789, 1]);
  assertEquals(result.score, 56.2);
});

Deno.test("carryRescoring goes on where a process has died, and each file is counted once", async () => {
  const clock = new TestClock();
  await using fixture = await JobFixture.open({ clock });
  const scorer = new Scorer();
  const { batch } = await screened(fixture, 60, scorer);
  await change(fixture, batch, { requirements: [requirement("resume")], weights: ONLY_MUST });
  // Its commits land or are lost, each in turn, and it dies after every one.
  let commits = 0;
  for (let dead = true; dead;) {
    await using lease = await fixture.claim(USER);
    if (!lease) break;
    const writer = Object.create(fixture.writer) as typeof fixture.writer;
    const death = new Error("Cannot go on: dead");
    let done = 0;
    Object.assign(writer, {
      append: async (user: string, step: Parameters<typeof fixture.writer.append>[1]) => {
        if (done++ > 0) throw death;
        const isLost = commits++ % 2 === 1;
        if (isLost) throw death;
        return await fixture.writer.append(user, step);
      },
    });
    try {
      await carryRescoring(lease, never, { ...fixture, writer, extractor: scorer });
      dead = false;
    } catch (error) {
      assertEquals(error, death);
      await lease[Symbol.asyncDispose]();
      clock.pass(LEASE_MS);
    }
  }
  assert(commits >= 5, `${commits} commits`);
  assertEquals(await scoresOf(fixture, batch), Array(60).fill([100, 2]));
  const record = await fixture.batchOf(USER, batch);
  assertEquals([record.rescoring, record.successful], [undefined, 60]);
  const scored = (await eventsOf(fixture)).map((event) => event.scored);
  assertEquals(scored, scored.toSorted((a, b) => a - b));
  assertEquals(scored.at(-1), 60);
  assertEquals(
    (await fixture.keysOf(USER)).filter((key) => key.includes("files_by_score")).length,
    60,
  );
});

Deno.test("carryRescoring: the newest version wins, also over one that is under way", async () => {
  await using fixture = await JobFixture.open();
  const scorer = new Scorer();
  const { batch } = await screened(fixture, 30, scorer);
  const third = { requirements: [requirement("resume")], weights: ONLY_MUST };
  await change(fixture, batch, { requirements: [requirement("soup")], weights: ONLY_MUST });
  await using lease = (await fixture.claim(USER))!;
  let changed: Promise<unknown> | null = null;
  const extractor = {
    ...scorer,
    assessAgain: async (...args: Parameters<Scorer["assessAgain"]>) => {
      await (changed ??= change(fixture, batch, third));
      return await scorer.assessAgain(...args);
    },
  };
  await carryRescoring(lease, never, { ...fixture, extractor });
  assertEquals(await scoresOf(fixture, batch), Array(30).fill([100, 3]));
  assertEquals((await fixture.batchOf(USER, batch)).rescoring, undefined);
  assertEquals(await fixture.claim(USER), null);
});

Deno.test("a file that is screened while criteria change ends up by the newest", async () => {
  await using fixture = await JobFixture.open();
  const scorer = new Scorer();
  const { batch } = await fixture.batch(USER, 2, {
    create: { jobDescription: JOB, criteria: FIRST },
  });
  {
    await using lease = (await fixture.claim(USER))!;
    const extractor = {
      ...scorer,
      screen: async (...args: Parameters<Scorer["screen"]>) => {
        await change(fixture, batch, { requirements: [requirement("resume")], weights: ONLY_MUST });
        return await scorer.screen(...args);
      },
    };
    await screenResume(lease, never, { ...fixture, extractor });
  }
  assertEquals(await scoresOf(fixture, batch), [[50, 1]]);
  await rescore(fixture, scorer);
  await screenNext(fixture, scorer);
  assertEquals(await scoresOf(fixture, batch), [[100, 2], [100, 2]]);
  assertEquals((await fixture.batchOf(USER, batch)).status, "completed");
});

Deno.test("carryRescoring leaves a file as it was that can't be scored again, and does all others", async () => {
  await using fixture = await JobFixture.open();
  const scorer = new Scorer();
  const { batch, files } = await screened(fixture, 3, scorer);
  scorer.refuses = "resume 1";
  await change(fixture, batch, { requirements: [requirement("resume")], weights: ONLY_MUST });
  for (let attempt = 1; attempt <= 2; attempt++) {
    await using lease = (await fixture.claim(USER))!;
    await assertRejects(
      () => carryRescoring(lease, never, { ...fixture, extractor: scorer }),
      ExtractionError,
    );
    await lease.release(0, "crashed");
  }
  await rescore(fixture, scorer);
  const versions = await Promise.all(
    files.map(async ({ id }) => (await fixture.batches.file(USER, batch, id))!.criteriaVersion),
  );
  assertEquals(versions, [2, 1, 2]);
  assertEquals((await fixture.batchOf(USER, batch)).rescoring, undefined);
});

Deno.test("changeCriteria refuses what is outdated, and a version too many", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await screened(fixture, 1, new Scorer());
  const edit = { requirements: [requirement("soup")], weights: ONLY_MUST };
  await change(fixture, batch, edit, 1);
  await assertRejects(() => change(fixture, batch, edit, 1), CriteriaOutdatedError);
  const { key, value } = await fixture.store.get<Batch>(keys.batch(USER, batch));
  // Behind the writer's back, as another process would.
  const head = await fixture.store.get<object>(keys.head(USER));
  await fixture.store.atomic().set(key, { ...value, criteriaVersion: 100 }).set(head.key, {
    ...head.value,
  }).commit();
  await assertRejects(() => change(fixture, batch, edit, 100), BatchStateError);
});
