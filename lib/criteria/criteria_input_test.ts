import { assertEquals, assertThrows } from "@std/assert";
import { z } from "zod";
import { criteriaEdit, criteriaQuestion } from "@/lib/criteria/criteria_input.ts";
import { DEFAULT_WEIGHTS, MAX_CRITERIA_BYTES } from "@/lib/wire/review/criteria.ts";

const one = { text: "Sushi", kind: "must" };
const good = { requirements: [one], weights: DEFAULT_WEIGHTS };

Deno.test("criteriaEdit takes what is well formed, and tidies its text", () => {
  assertEquals(criteriaEdit.parse({ ...good, requirements: [{ ...one, text: " Su\nshi " }] }), {
    requirements: [{ text: "Su shi", kind: "must" }],
    weights: DEFAULT_WEIGHTS,
  });
});

const WRONG: [what: string, value: unknown, field: string][] = [
  ["41 requirements", { ...good, requirements: Array(41).fill(one) }, "requirements"],
  ["no list", { ...good, requirements: null }, "requirements"],
  ["an empty text", { ...good, requirements: [{ ...one, text: " " }] }, "requirements.0.text"],
  [
    "a long text",
    { ...good, requirements: [one, { ...one, text: "é".repeat(300) }] },
    "requirements.1.text",
  ],
  ["another kind", { ...good, requirements: [{ ...one, kind: "should" }] }, "requirements.0.kind"],
  ["years as words", { ...good, requirements: [{ ...one, years: "5" }] }, "requirements.0.years"],
  ["51 years", { ...good, requirements: [{ ...one, years: 51 }] }, "requirements.0.years"],
  ["a weight of 6", { ...good, requirements: [{ ...one, weight: 6 }] }, "requirements.0.weight"],
  [
    "13 alternatives",
    { ...good, requirements: [{ ...one, any_of: Array(13).fill("x") }] },
    "requirements.0.any_of",
  ],
  ["an id with blanks", { ...good, requirements: [{ ...one, id: "a b" }] }, "requirements.0.id"],
  [
    "an id twice",
    { ...good, requirements: [{ ...one, id: "a" }, { ...one, id: "a" }] },
    "requirements",
  ],
  [
    "a part's weight as words",
    { ...good, weights: { ...DEFAULT_WEIGHTS, must: "x" } },
    "weights.must",
  ],
  ["a weight below 0", { ...good, weights: { ...DEFAULT_WEIGHTS, nice: -1 } }, "weights.nice"],
  ["a weight that is left out", { ...good, weights: { must: 1 } }, "weights.years"],
  [
    "weights that are all 0",
    { ...good, weights: { must: 0, years: 0, similarity: 0, nice: 0, responsibilities: 0 } },
    "weights",
  ],
];

for (const [what, value, field] of WRONG) {
  Deno.test(`criteriaEdit refuses ${what} and names the field`, () => {
    const error = assertThrows(() => criteriaEdit.parse(value), z.ZodError);
    assertEquals(error.issues[0].path.join("."), field);
  });
}

Deno.test("the largest criteria fit into a body", () => {
  const largest = criteriaEdit.parse({
    requirements: Array.from({ length: 40 }, (_, n) => ({
      id: `${n}`.padStart(40, "x"),
      text: "x".repeat(500),
      kind: "responsibility",
      years: 12.5,
      any_of: Array(12).fill("x".repeat(40)),
      knockout: false,
      weight: 1.25,
    })),
    weights: DEFAULT_WEIGHTS,
  });
  assertEquals(JSON.stringify(largest).length < MAX_CRITERIA_BYTES, true);
});

Deno.test("criteriaQuestion takes a job description of 60,000 bytes at most", () => {
  criteriaQuestion.parse({ job_description: "x".repeat(60_000) });
  for (const job_description of ["", " \n", "é".repeat(30_001), 5, null]) {
    assertThrows(() => criteriaQuestion.parse({ job_description }), z.ZodError);
  }
});
