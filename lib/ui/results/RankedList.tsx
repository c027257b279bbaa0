import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Ranking } from "@/lib/client/results/ranking.ts";
import {
  filterResults,
  meetsMustHaves,
  type ResultFilter,
} from "@/lib/client/results/result_filter.ts";
import { FilterBar } from "@/lib/ui/results/FilterBar.tsx";
import { countOf, formatNumber } from "@/lib/client/format.ts";
import { Icon } from "@/lib/ui/parts/Icon.tsx";
import { pageOf, Pager } from "@/lib/ui/parts/Pager.tsx";
import { ResultCard } from "@/lib/ui/results/ResultCard.tsx";

/** How many results are drawn at once: each is some eighty elements. */
const PAGE = 20;

/** The ranked results with a filter, blind review and the download. */
export function RankedList(
  { ranking, csvUrl, filter, onFilter }: {
    ranking: Ranking;
    csvUrl: string | null;
    /** Kept by the caller, as a retry draws a new list. */
    filter: ResultFilter;
    onFilter: (filter: ResultFilter) => void;
  },
) {
  const { results, total } = ranking;
  const [index, setIndex] = useState(0);
  const list = useRef<HTMLOListElement>(null);
  const found = useMemo(() => filterResults(results, filter), [results, filter]);
  const known = useMemo(() => new Map(results.map((one) => [one.file_id, one])), [results]);
  const page = pageOf(index, found.length, PAGE);
  useFocusOnTurn(list, page.index);
  return (
    <section class="ranked" aria-labelledby="ranked-title">
      <div class="section-head">
        <h2 id="ranked-title" tabIndex={-1}>Ranked candidates</h2>
        {csvUrl && (
          <a class="button quiet" href={csvUrl} download>
            <Icon name="download" />Download CSV
          </a>
        )}
      </div>
      <FilterBar
        filter={filter}
        hasMustHaves={results.some((result) => meetsMustHaves(result) !== undefined)}
        onFilter={(next) => {
          onFilter(next);
          setIndex(0);
        }}
      />
      {filter.blind && (
        <p class="muted">
          Names, contacts, places and file names are hidden, and in quotes where recognised. The CSV
          shows them.
        </p>
      )}
      <p class="muted found" role="status">{foundWords(found.length, filter, ranking)}</p>
      <ol class="results" role="list" ref={list}>
        {found.slice(page.from, page.to).map((result) => (
          <ResultCard
            key={result.file_id}
            result={result}
            known={known}
            blind={filter.blind}
          />
        ))}
      </ol>
      <Pager
        page={page}
        total={isAll(filter) ? total : found.length}
        noun="candidate"
        onPage={setIndex}
      />
    </section>
  );
}

function isAll(filter: ResultFilter): boolean {
  return filter.words.trim() === "" && !filter.mustHaves;
}

function foundWords(found: number, filter: ResultFilter, { total, complete }: Ranking): string {
  if (isAll(filter)) return "";
  const words = found === 0
    ? "No matches"
    : `${formatNumber(found)} of ${countOf(total, "candidate")}`;
  return complete ? words : `${words} so far`;
}

/** On another page the focus goes to its first result: its reader goes on from there. */
function useFocusOnTurn(list: { current: HTMLElement | null }, index: number): void {
  const before = useRef(index);
  useEffect(() => {
    if (index !== before.current) list.current?.querySelector<HTMLElement>("h3")?.focus();
    before.current = index;
  }, [index]);
}
