import { assertEquals } from "@std/assert";
import { type BenchView, WHOLE_VIEW } from "@/lib/client/workbench/bench_view.ts";
import { candidatesOf } from "@/lib/client/workbench/candidate.ts";
import { filterCandidates } from "@/lib/client/workbench/candidate_filter.ts";
import { columnsOf } from "@/lib/client/workbench/requirement_column.ts";
import { resultOf, rowOf } from "@/lib/client/workbench/_candidates_fixture.ts";
import type { DecisionName } from "@/lib/wire/review/decision.ts";

const results = [
  resultOf(1, { name: "Zoë Hopper", skills: ["JavaScript", "C++"], mets: ["yes", "yes"] }),
  resultOf(2, {
    name: "Ada Lovelace",
    skills: ["Java"],
    mets: ["yes", "no"],
    warning: "duplicate",
  }),
  resultOf(3, { mets: ["partial", "no"], warning: "read_by_ocr" }),
];
const rows = [rowOf("f1", "done"), rowOf("x", "failed", "Damaged"), rowOf("y", "refused")];
const decided: Record<string, DecisionName> = { f1: "shortlist", f3: "reject" };
const context = {
  columns: columnsOf(results),
  decisionOf: (id: string) => decided[id] ?? null,
};

const CASES: [what: string, view: Partial<BenchView>, ids: string][] = [
  ["everybody, those without a score last", {}, "f1 f2 f3 x y"],
  ["whole words: java is not in JavaScript", { words: "java" }, "f2"],
  ["words whatever their accents and case", { words: "ZOE lodz" }, "f1"],
  ["file names and reasons of what has no score", { words: "damaged" }, "x"],
  ["words of the resume", { words: "bread" }, "f1 f2 f3"],
  ["nobody for a word that is nowhere", { words: "cobol" }, ""],
  ["who meets every must-have", { mustHaves: true }, "f1"],
  ["by one requirement", { requirements: new Map([[1, "no"]]) }, "f2 f3"],
  ["by two", { requirements: new Map([[0, "partial"], [1, "no"]]) }, "f3"],
  [
    "whatever a requirement that isn't there",
    { requirements: new Map([[9, "yes"]]) },
    "f1 f2 f3 x y",
  ],
  ["by decision", { decisions: ["shortlist", "reject"] }, "f1 f3"],
  ["who is not decided about", { decisions: ["none"] }, "f2 x y"],
  ["what failed or was refused", { marks: ["failed", "refused"] }, "x y"],
  ["duplicates", { marks: ["duplicate"] }, "f2"],
  ["scans", { marks: ["scan"] }, "f3"],
  ["what has a warning", { marks: ["warning"] }, "f2 f3"],
  ["what is scored", { marks: ["scored"], words: "ada" }, "f2"],
  ["skills with signs", { words: "c++" }, "f1"],
];
for (const [what, view, ids] of CASES) {
  Deno.test(`filterCandidates finds ${what}`, () => {
    const found = filterCandidates(
      candidatesOf(results, rows),
      { ...WHOLE_VIEW, ...view },
      context,
    );
    assertEquals(found.map(({ candidate }) => candidate.id).join(" "), ids);
  });
}

Deno.test("filterCandidates says where each word was found", () => {
  const view = { ...WHOLE_VIEW, words: "hopper javascript" };
  const [{ matches }] = filterCandidates(candidatesOf(results, rows), view, context);
  assertEquals(matches.map(({ field, text }) => `${field}: ${text}`), [
    "name: Zoë Hopper",
    "skill: JavaScript",
  ]);
});

Deno.test("filterCandidates doesn't find by the summary, which names what is missing", () => {
  const lacking = { ...resultOf(1), summary: "Not found: GraphQL" };
  const view = { ...WHOLE_VIEW, words: "graphql" };
  assertEquals(filterCandidates(candidatesOf([lacking], []), view, context), []);
});

Deno.test("candidatesOf gives the same object for the same result and the same row", () => {
  const [once, again] = [candidatesOf(results, rows), candidatesOf([...results], [...rows])];
  assertEquals(once.map((one, i) => one === again[i]), once.map(() => true));
});
