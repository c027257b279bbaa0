import { assert, assertEquals } from "@std/assert";
import { ApiClient } from "@/testing/api_client.ts";
import { assertProblem } from "@/testing/problem.ts";
import { DEFAULT_WEIGHTS, MAX_REQUIREMENTS } from "@/lib/wire/review/criteria.ts";
import type { Criteria } from "@/lib/wire/review/criteria.ts";
import { endsRun } from "@/testing/batch_events.ts";
import { textResumes } from "@/testing/resumes.ts";
import type { ProblemDetails } from "@/lib/wire/problem_types.ts";
import type { Result } from "@/lib/wire/result.ts";
import { serverTest } from "./_steps.ts";

const PATH = "/api/v1/resumes/criteria";

serverTest("a server tells what a job description asks for", {}, async (server, step) => {
  const caller = await ApiClient.identify(server.url, { user: "ann" });
  const ask = (body: string) =>
    caller.fetch(PATH, { method: "POST", body, headers: { "content-type": "application/json" } });

  await step("as criteria of version 0", async () => {
    const job_description =
      "Cook\n\nMust have\n- Gas or induction\n- 3 years as a cook\n\nBonus\n- French";
    const answer = await ask(JSON.stringify({ job_description }));
    const { edited_at, ...criteria }: Criteria = await answer.json();
    assert(Number.isFinite(Date.parse(edited_at)));
    const common = { knockout: false, weight: 1 };
    assertEquals([answer.status, criteria], [200, {
      version: 0,
      requirements: [
        {
          id: "r1",
          text: "Gas or induction",
          kind: "must",
          years: null,
          any_of: ["Gas", "induction"],
        },
        { id: "r2", text: "3 years as a cook", kind: "must", years: 3, any_of: [] },
        { id: "r3", text: "French", kind: "nice", years: null, any_of: [] },
      ].map((one) => ({ ...one, ...common } as Criteria["requirements"][number])),
      weights: DEFAULT_WEIGHTS,
      source: "job",
    }]);
  });

  await step("of the longest and of the most hostile", async () => {
    for (const unit of ["e.g. A, ", "- é or ü, 5 years\n", "\u0000\ud800", "<li>x or y"]) {
      const job_description = unit.repeat(60_000 / new TextEncoder().encode(unit).length);
      const answer = await ask(JSON.stringify({ job_description }));
      // On a machine that is busy enough the sandbox's time is up, which is said.
      assert([200, 422].includes(answer.status), unit);
      const { requirements = [] }: Partial<Criteria> = await answer.json();
      assert(requirements.length <= MAX_REQUIREMENTS);
    }
  });

  await step("and refuses what is none", async () => {
    await assertProblem(await ask("{"), 400, "invalid-json");
    await assertProblem(await ask("{}"), 422, "invalid-field");
    await assertProblem(await ask(JSON.stringify({ job_description: " " })), 422, "invalid-field");
    const long = JSON.stringify({ job_description: "x".repeat(60_001) });
    await assertProblem(await ask(long), 422, "invalid-field");
    await assertProblem(await ask(`"${"x".repeat(300_000)}"`), 413, "payload-too-large");
  });

  await step("and scores a batch by criteria in place of a job description", async () => {
    await using stream = await caller.stream();
    const edit = {
      requirements: [
        { text: "Kubernetes", kind: "must", knockout: true, weight: 5 },
        { text: "A database", kind: "must", any_of: ["PostgreSQL", "Oracle"] },
      ],
      weights: { must: 1, years: 0, similarity: 0, nice: 0, responsibilities: 0 },
    };
    const { batch_id } = await caller.accepted([
      new File(["Ann Lee\n\nSkills\nKubernetes, Oracle"], "ann.txt"),
      new File(["Bob Ray\n\nSkills\nPostgreSQL, Perl"], "bob.txt"),
    ], { job: null, fields: { criteria: JSON.stringify(edit) } });
    await stream.until((event) => endsRun(event, batch_id));
    const { body } = await caller.call("GET", caller.batchPath(batch_id, "/results"));
    const results = body!.results as Result[];
    assertEquals(results.map(({ name, score }) => [name, score]), [["ann.txt", 100], [
      "bob.txt",
      16.7,
    ]]);
    assertEquals(
      results.map(({ gates }) => gates.find(({ gate }) => gate === "knockouts")!.outcome),
      ["pass", "fail"],
    );
    const answer = await caller.fetch(caller.batchPath(batch_id, "/criteria"));
    const criteria: Criteria = await answer.json();
    assertEquals([answer.headers.get("etag"), criteria.version, criteria.source], [
      '"1"',
      1,
      "edited",
    ]);
    assertEquals(criteria.requirements.map(({ id, any_of }) => [id, any_of]), [
      ["r1", []],
      ["r2", ["PostgreSQL", "Oracle"]],
    ]);
    const none = await caller.fetch(caller.batchPath(batch_id, "/criteria?version=2"));
    await assertProblem(none, 404, "not-found");
  });

  await step("tells the criteria of a batch that was given a job alone", async () => {
    const { batch_id } = await caller.accepted(textResumes(1), { job: "Must have: Go, SQL." });
    const { body } = await caller.call("GET", caller.batchPath(batch_id, "/criteria"));
    const { version, source, requirements } = body as unknown as Criteria;
    assertEquals([version, source, requirements.map(({ text }) => text)], [1, "job", [
      "Go",
      "SQL",
    ]]);
  });

  await step("and refuses criteria that can't be scored by, and names the field", async () => {
    const requirements = [{ text: "Go", kind: "must" }];
    for (
      const [criteria, field] of [
        ["{", "criteria"],
        [
          JSON.stringify({
            requirements: Array(41).fill(requirements[0]),
            weights: DEFAULT_WEIGHTS,
          }),
          "criteria.requirements",
        ],
        [
          JSON.stringify({ requirements, weights: { ...DEFAULT_WEIGHTS, must: "1" } }),
          "criteria.weights.must",
        ],
        [
          JSON.stringify({
            requirements,
            weights: Object.fromEntries(Object.keys(DEFAULT_WEIGHTS).map((part) => [part, 0])),
          }),
          "criteria.weights",
        ],
      ]
    ) {
      const answer = await caller.upload(textResumes(1), { job: null, fields: { criteria } });
      const { errors } = await answer.clone().json() as ProblemDetails;
      await assertProblem(answer, 422, "invalid-field");
      assertEquals(errors?.[0].field, field);
    }
  });
});
