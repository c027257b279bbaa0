import { assertEquals } from "@std/assert";
import type { Sort } from "@/lib/client/workbench/bench_view.ts";
import { candidatesOf } from "@/lib/client/workbench/candidate.ts";
import { orderCandidates } from "@/lib/client/workbench/candidate_order.ts";
import { columnsOf } from "@/lib/client/workbench/requirement_column.ts";
import { resultOf, rowOf } from "@/lib/client/workbench/_candidates_fixture.ts";
import type { DecisionName } from "@/lib/wire/review/decision.ts";

const results = [
  resultOf(1, { name: "Grace Hopper", years: 4, mets: ["no"] }),
  resultOf(2, { name: "Ada Lovelace", years: 9, mets: ["yes"] }),
  resultOf(3, { mets: ["partial"] }),
  resultOf(4, { name: "Alan Turing", years: 9, mets: ["yes"] }),
];
const found = candidatesOf(results, [rowOf("x", "failed")])
  .map((candidate) => ({ candidate, matches: [] }));
const decided: Record<string, DecisionName> = { f2: "reject", f3: "shortlist", f4: "hold" };

const CASES: [what: string, sort: Sort, ids: string][] = [
  ["the best first", { by: "score", down: true }, "f1 f2 f3 f4 x"],
  ["the worst first, with who has no score last", { by: "score", down: false }, "f4 f3 f2 f1 x"],
  ["by name, or the file's where there is none", { by: "name", down: false }, "f2 f4 f3 f1 x"],
  ["by name from the end", { by: "name", down: true }, "x f1 f3 f4 f2"],
  ["the most experienced first, equal ones by rank", { by: "years", down: true }, "f2 f4 f1 f3 x"],
  ["by decision, who has none last", { by: "decision", down: true }, "f3 f4 f2 f1 x"],
  ["by a requirement, who meets it first", { by: 0, down: true }, "f2 f4 f3 f1 x"],
  ["by a requirement, who lacks it first", { by: 0, down: false }, "f1 f3 f2 f4 x"],
  ["as before by a requirement that isn't there", { by: 7, down: true }, "f1 f2 f3 f4 x"],
];
for (const [what, sort, ids] of CASES) {
  Deno.test(`orderCandidates puts ${what}`, () => {
    const context = {
      columns: columnsOf(results),
      decisionOf: (id: string) => decided[id] ?? null,
    };
    const ordered = orderCandidates([...found], sort, context);
    assertEquals(ordered.map(({ candidate }) => candidate.id).join(" "), ids);
  });
}
