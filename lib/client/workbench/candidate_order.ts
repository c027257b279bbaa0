import type { Sort } from "@/lib/client/workbench/bench_view.ts";
import { type Candidate, nameOf } from "@/lib/client/workbench/candidate.ts";
import type { Found } from "@/lib/client/workbench/candidate_filter.ts";
import { type RequirementColumn, shownFor } from "@/lib/client/workbench/requirement_column.ts";
import { METS } from "@/lib/wire/result.ts";
import { type DecisionName, DECISIONS } from "@/lib/wire/review/decision.ts";

/** What an order has to know beside the candidates. */
export interface OrderContext {
  columns: readonly RequirementColumn[];
  decisionOf: (id: string) => DecisionName | null;
}

const { compare } = new Intl.Collator("en", { numeric: true });

/**
 * The candidates in the order asked for. Who lacks what it goes by comes last whichever way it goes;
 * equal ones stay in the order of their ranks.
 */
export function orderCandidates(found: Found[], sort: Sort, context: OrderContext): Found[] {
  if (sort.by === "name") return byName(found, sort.down);
  const keyed = found.map((one, place) => ({ one, place, value: keyOf(one, sort, context) }));
  return keyed.sort((a, b) => byValue(a.value, b.value, sort.down) || a.place - b.place)
    .map(({ one }) => one);
}

function byName(found: Found[], down: boolean): Found[] {
  const keyed = found.map((one) => ({ one, name: nameOf(one.candidate) }));
  return keyed.sort((a, b) => down ? compare(b.name, a.name) : compare(a.name, b.name))
    .map(({ one }) => one);
}

function byValue(a: number | null, b: number | null, down: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return down ? b - a : a - b;
}

/** What is sorted by: the more, the better. */
function keyOf(
  { candidate }: Found,
  { by }: Sort,
  { columns, decisionOf }: OrderContext,
): number | null {
  if (by === "decision") return decisionRank(decisionOf(candidate.id));
  if (by === "score") return candidate.result?.score ?? null;
  if (by === "years") return candidate.result?.candidate.years_experience ?? null;
  return requirementRank(candidate, columns[by as number]);
}

function decisionRank(decision: DecisionName | null): number | null {
  return decision && -DECISIONS.indexOf(decision);
}

function requirementRank(candidate: Candidate, column: RequirementColumn | undefined) {
  const shown = column && shownFor(candidate, column);
  return shown ? -METS.indexOf(shown.met) : null;
}
