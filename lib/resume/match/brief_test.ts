import { assert, assertEquals } from "@std/assert";
import { assess } from "@/lib/resume/assess.ts";
import { completed, requirementsRead } from "@/lib/resume/job/criteria.ts";
import { briefOf } from "@/lib/resume/match/brief.ts";
import {
  type Criteria,
  type CriteriaRequirement,
  DEFAULT_WEIGHTS,
} from "@/lib/wire/review/criteria.ts";

const NOW = new Date("2026-11-01T00:00:00Z");
const JOB = "Cook\n\nRequirements:\n- Sushi\n- Gas or induction stoves\n- 3 years as a cook\n\n" +
  "Nice to have:\n- French\n\nResponsibilities:\n- Order fish";
const RESUME = "Ann Lee\n\nExperience\n2021 - 2026 Cook, Mizu\nSushi on induction stoves\n\n" +
  "Languages\nEnglish";

function criteria(change: (all: CriteriaRequirement[]) => CriteriaRequirement[] = (all) => all) {
  return { requirements: change(requirementsRead(JOB)), weights: DEFAULT_WEIGHTS };
}

function scored(by: Pick<Criteria, "requirements" | "weights">, description = JOB) {
  return assess({ text: RESUME, brief: briefOf(description, by), now: NOW });
}

Deno.test("briefOf by the criteria that were read of a job is the job's own", () => {
  const plain = assess({ text: RESUME, brief: briefOf(JOB), now: NOW });
  assertEquals(scored(criteria()), plain);
  assertEquals(briefOf(JOB, criteria()), briefOf(JOB));
});

Deno.test("briefOf weighs requirements within their kind", () => {
  const of = (weight: number) =>
    scored(criteria((all) => [
      ...all,
      { ...all[0], id: "r9", text: "Welding", any_of: [], years: null, weight },
    ])).parts.find(({ part }) => part === "must")!.value;
  const [shown, one, five] = [of(0), of(1), of(5)];
  assertEquals(shown, scored(criteria()).parts.find(({ part }) => part === "must")!.value);
  assert(shown > one && one > five, `${shown}, ${one}, ${five}`);
});

Deno.test("briefOf weighs the parts of a score", () => {
  const only = { must: 1, years: 0, similarity: 0, nice: 0, responsibilities: 0 };
  const { score, parts } = scored({ ...criteria(), weights: only });
  const must = parts.find(({ part }) => part === "must")!;
  assertEquals(must.weight, 1);
  assertEquals(score, Math.round(must.value * 1000) / 10);
});

Deno.test("briefOf takes the parts alike where none of those stated weighs anything", () => {
  const years = { must: 0, years: 1, similarity: 0, nice: 0, responsibilities: 0 };
  const { parts, score } = scored({
    requirements: criteria().requirements.filter(({ kind }) => kind === "nice"),
    weights: years,
  });
  assertEquals(parts.map(({ weight }) => weight), [0.5, 0.5]);
  assert(score >= 0 && score <= 100);
});

Deno.test("briefOf has any one of the alternatives meet a requirement", () => {
  const met = (any_of: string[]) => {
    const by = criteria((all) => [{ ...all[0], text: "A stove", any_of }]);
    return scored(by).requirements[0].met;
  };
  assertEquals(met(["Wood", "Induction"]), "yes");
  assertEquals(met(["Wood", "Coal"]), "no");
});

Deno.test("assess shows knock-outs as a gate", () => {
  const gate = (texts: string[]) =>
    scored(
      criteria((all) =>
        all.map((one) => ({ ...one, knockout: texts.some((text) => one.text.includes(text)) }))
      ),
    ).gates.find(({ gate }) => gate === "knockouts");
  assertEquals(gate([]), undefined);
  assertEquals(gate(["Sushi"]), { gate: "knockouts", outcome: "pass", reason: "All 1 met" });
  assertEquals(gate(["Sushi", "French"]), {
    gate: "knockouts",
    outcome: "fail",
    reason: "Not found: French",
  });
});

Deno.test("briefOf needs no job description", () => {
  const { requirements, score } = scored(criteria(), "");
  assertEquals(requirements.length, 5);
  assert(score > 0);
});

Deno.test("completed keeps ids, gives free ones, and reads alternatives again where the text changed", () => {
  const before = requirementsRead(JOB);
  const [sushi, stoves] = before;
  const after = completed({
    requirements: [
      { ...stoves, any_of: undefined },
      { ...sushi, text: "Sushi or ramen", any_of: undefined, weight: 3 },
      { text: "Baking, e.g. bread, cake", kind: "nice" },
      { ...sushi, id: "own", any_of: [] },
    ],
    weights: DEFAULT_WEIGHTS,
  }, before);
  assertEquals(after.map(({ id, any_of, weight }) => ({ id, any_of, weight })), [
    { id: stoves.id, any_of: ["Gas", "induction stoves"], weight: 1 },
    { id: sushi.id, any_of: ["Sushi", "ramen"], weight: 3 },
    { id: "r6", any_of: ["bread", "cake"], weight: 1 },
    { id: "own", any_of: [], weight: 1 },
  ]);
});
