import { assert, assertEquals } from "@std/assert";
import { ApiClient } from "@/testing/api_client.ts";
import { assertProblem } from "@/testing/problem.ts";
import { DEFAULT_WEIGHTS, MAX_REQUIREMENTS } from "@/lib/wire/review/criteria.ts";
import type { Criteria } from "@/lib/wire/review/criteria.ts";
import { endsRun } from "@/testing/batch_events.ts";
import { textResumes } from "@/testing/resumes.ts";
import type { ProblemDetails } from "@/lib/wire/problem_types.ts";
import type { Result } from "@/lib/wire/result.ts";
import { serverTest } from "@/tests/e2e/_steps.ts";

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

  await step("and changes them: all is scored again, and the order with it", async () => {
    await using stream = await caller.stream();
    const { batch_id } = await caller.accepted([
      new File(["Ann Lee\n\nSkills\nKubernetes, Oracle"], "ann.txt"),
      new File(["Bob Ray\n\nSkills\nPostgreSQL, Perl"], "bob.txt"),
    ], { job: "Administrator. Must have: Kubernetes. Nice to have: Perl." });
    await stream.until((event) => endsRun(event, batch_id));
    const path = caller.batchPath(batch_id, "/criteria");
    const put = (body: unknown, match: string | null) =>
      caller.fetch(path, {
        method: "PUT",
        body: JSON.stringify(body),
        headers: { "content-type": "application/json", ...match && { "if-match": match } },
      });
    const results = async () => {
      const { body } = await caller.call("GET", caller.batchPath(batch_id, "/results"));
      assertEquals(body!.scoring, undefined);
      return (body!.results as Result[]).map((it) => [it.name, it.criteria_version]);
    };
    const files = async () => (await caller.api.batch(batch_id)).files;
    const rescored = (version: number) =>
      stream.until(({ event, data }) =>
        event === "scores" && data.batch_id === batch_id && data.criteria_version === version &&
        data.scored === 2
      );
    assertEquals(await results(), [["ann.txt", 1], ["bob.txt", 1]]);
    const first = await files();
    const { requirements, weights }: Criteria = await (await caller.fetch(path)).json();

    // Weights alone.
    const turned = { ...weights, must: 0, similarity: 0, nice: 10 };
    const answer = await put({ requirements, weights: turned }, '"1"');
    const criteria: Criteria = await answer.json();
    assertEquals([answer.status, answer.headers.get("etag")], [200, '"2"']);
    assertEquals([criteria.version, criteria.source, criteria.requirements], [
      2,
      "edited",
      requirements,
    ]);
    await rescored(2);
    assertEquals(await results(), [["bob.txt", 2], ["ann.txt", 2]]);
    const states = (list: typeof first) => list.map(({ state, updated_at }) => [state, updated_at]);
    assertEquals(states(await files()), states(first));

    // One requirement alone, whose alternatives are read again.
    const [must, nice] = requirements;
    const changed = [must, { id: nice.id, text: "Oracle or Sybase", kind: "nice" }];
    const next: Criteria = await (await put({ requirements: changed, weights: turned }, '"2"'))
      .json();
    assertEquals(next.requirements[1].any_of, ["Oracle", "Sybase"]);
    await rescored(3);
    assertEquals(await results(), [["ann.txt", 3], ["bob.txt", 3]]);
    const decided = await caller.call(
      "PUT",
      caller.batchPath(
        batch_id,
        `/files/${first[0].file_id}/decision`,
      ),
      { decision: "hold" },
    );
    assertEquals(decided.body!.criteria_version, 3);

    const old: Criteria =
      await (await caller.fetch(caller.batchPath(batch_id, "/criteria?version=2")))
        .json();
    assertEquals(old, criteria);
    await assertProblem(await put({ requirements, weights }, '"2"'), 412, "precondition-failed");
    await assertProblem(await put({ requirements, weights }, null), 428, "precondition-required");
    const many = Array(41).fill({ text: "Go", kind: "must" });
    await assertProblem(await put({ requirements: many, weights }, '"3"'), 422, "invalid-field");
    const none = { must: 0, years: 0, similarity: 0, nice: 0, responsibilities: 0 };
    await assertProblem(await put({ requirements, weights: none }, '"3"'), 422, "invalid-field");
    await assertProblem(
      await caller.fetch(caller.batchPath("01JZZZZZZZZZZZZZZZZZZZZZZZ", "/criteria"), {
        method: "PUT",
        body: JSON.stringify({ requirements, weights }),
        headers: { "if-match": "*" },
      }),
      404,
      "not-found",
    );
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
