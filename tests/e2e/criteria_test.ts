import { assert, assertEquals } from "@std/assert";
import { ApiClient } from "@/testing/api_client.ts";
import { assertProblem } from "@/testing/problem.ts";
import { DEFAULT_WEIGHTS, MAX_REQUIREMENTS } from "@/lib/wire/review/criteria.ts";
import type { Criteria } from "@/lib/wire/review/criteria.ts";
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
      assertEquals(answer.status, 200, unit);
      assert((await answer.json()).requirements.length <= MAX_REQUIREMENTS);
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
});
