import { useEffect, useMemo } from "preact/hooks";
import type { BenchView } from "@/lib/client/workbench/bench_view.ts";
import type { Candidate } from "@/lib/client/workbench/candidate.ts";
import {
  filterCandidates,
  type Found,
  indexResults,
} from "@/lib/client/workbench/candidate_filter.ts";
import { orderCandidates } from "@/lib/client/workbench/candidate_order.ts";
import type { DecisionBook } from "@/lib/client/workbench/decision_book.ts";
import type { RequirementColumn } from "@/lib/client/workbench/requirement_column.ts";
import type { Result } from "@/lib/wire/result.ts";

/** The candidates that the view asks for, in its order. */
export function useFound(
  candidates: readonly Candidate[],
  view: BenchView,
  { columns, book }: {
    columns: readonly RequirementColumn[];
    book: DecisionBook | undefined;
  },
): readonly Found[] {
  const { words, decisions, marks, mustHaves, requirements, sort } = view;
  // Only where the view goes by decisions does one of them change it.
  const decided = decisions.length > 0 || sort.by === "decision" ? book?.changes.value : 0;
  const asked = [
    words,
    decisions.join(),
    marks.join(),
    mustHaves,
    [...requirements].join(),
    sort.by,
  ];
  return useMemo(() => {
    const decisionOf = (id: string) => book?.shown(id)?.decision ?? null;
    const context = { columns, decisionOf };
    return orderCandidates(filterCandidates(candidates, view, context), sort, context);
  }, [candidates, columns, book, decided, sort.down, ...asked]);
}

/** Prepares the search while nobody does anything. */
export function useSearchIndex(results: readonly Result[]): void {
  useEffect(() => indexResults(results), [results]);
}
