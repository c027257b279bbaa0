import type { BenchView, FileMark } from "@/lib/client/workbench/bench_view.ts";
import { type Candidate, meetsMustHaves } from "@/lib/client/workbench/candidate.ts";
import { type RequirementColumn, shownFor } from "@/lib/client/workbench/requirement_column.ts";
import type { Result, WarningCode } from "@/lib/wire/result.ts";
import type { DecisionName } from "@/lib/wire/review/decision.ts";
import type { Match } from "@/lib/wire/review/result_query.ts";
import { ResultSearch, type SearchText, searchTexts } from "@/lib/wire/review/result_search.ts";

/** A candidate that passes, and where each word of the search was found. */
export interface Found {
  candidate: Candidate;
  matches: readonly Match[];
}

/** What a filter has to know beside the candidates. */
export interface FilterContext {
  columns: readonly RequirementColumn[];
  decisionOf: (id: string) => DecisionName | null;
}

const NO_MATCHES: readonly Match[] = [];

/** The candidates that a view asks for, in their order. */
export function filterCandidates(
  candidates: readonly Candidate[],
  view: BenchView,
  { columns, decisionOf }: FilterContext,
): Found[] {
  const search = view.words.trim() === "" ? null : new ResultSearch(view.words);
  const wanted = [...view.requirements].map(([index, met]) => ({ column: columns[index], met }))
    .filter(({ column }) => column !== undefined);
  const passes = (candidate: Candidate) =>
    (view.decisions.length === 0 ||
      view.decisions.includes(decisionOf(candidate.id) ?? "none")) &&
    (view.marks.length === 0 || view.marks.some((mark) => hasMark(candidate, mark))) &&
    (!view.mustHaves || (candidate.result !== null && meetsMustHaves(candidate.result) === true)) &&
    wanted.every(({ column, met }) => shownFor(candidate, column)?.met === met);
  return candidates.filter(passes).flatMap((candidate) => {
    const matches = search === null ? NO_MATCHES : matchesOf(candidate, search);
    return matches === null ? [] : [{ candidate, matches }];
  });
}

const WARNINGS: Partial<Record<FileMark, WarningCode>> = {
  duplicate: "duplicate",
  scan: "read_by_ocr",
};

/** Whether a candidate is one of those that a mark speaks of. */
export function hasMark({ state, result }: Candidate, mark: FileMark): boolean {
  if (mark === "scored") return result !== null;
  if (mark === "failed" || mark === "refused" || mark === "cancelled") return state === mark;
  const warnings = result?.warnings ?? [];
  return mark === "warning"
    ? warnings.length > 0
    : warnings.some(({ code }) => code === WARNINGS[mark]);
}

function matchesOf(
  { result, file, reason }: Candidate,
  search: ResultSearch,
): readonly Match[] | null {
  if (result) return search.matches(result, indexed(result));
  return search.isIn(`${file}\n${reason ?? ""}`) ? NO_MATCHES : null;
}

const texts = new WeakMap<Result, SearchText[]>();

function indexed(result: Result): SearchText[] {
  const known = texts.get(result);
  if (known) return known;
  const made = searchTexts(result);
  texts.set(result, made);
  return made;
}

/** Between rests, in ms: to fold the texts of a thousand resumes at once would be felt. */
const INDEX_MS = 8;

/** Prepares the search of results a little at a time, so that the first letter finds it done. */
export function indexResults(results: readonly Result[]): () => void {
  let at = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const step = () => {
    const end = performance.now() + INDEX_MS;
    while (at < results.length && performance.now() < end) indexed(results[at++]);
    if (at < results.length) timer = setTimeout(step, INDEX_MS);
  };
  timer = setTimeout(step, INDEX_MS);
  return () => clearTimeout(timer);
}
