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
import { ResultCard } from "@/lib/ui/results/ResultCard.tsx";

/** How many results are drawn at first, and more with each click. */
const PAGE = 100;

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
  const [shown, setShown] = useState(PAGE);
  const list = useRef<HTMLOListElement>(null);
  useFocusOnMore(list, shown);
  const found = useMemo(() => filterResults(results, filter), [results, filter]);
  const left = found.length - shown;
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
          setShown(PAGE);
        }}
      />
      {filter.blind && (
        <p class="muted">
          Names, contacts, places and files' names are hidden on this page; in quotes, as far as
          they are recognised. The CSV shows them.
        </p>
      )}
      <p class="muted found" role="status">{foundWords(found.length, filter, ranking)}</p>
      <ol class="results" role="list" ref={list}>
        {found.slice(0, shown).map((result) => (
          <ResultCard key={result.file_id} result={result} blind={filter.blind} />
        ))}
      </ol>
      {left > 0 && (
        <button type="button" class="button more" onClick={() => setShown(shown + PAGE)}>
          Show {Math.min(PAGE, left)} more
          <span class="muted">of {countOf(isAll(filter) ? total - shown : left, "candidate")}</span>
        </button>
      )}
    </section>
  );
}

function isAll(filter: ResultFilter): boolean {
  return filter.words.trim() === "" && !filter.mustHaves;
}

function foundWords(found: number, filter: ResultFilter, { total, complete }: Ranking): string {
  if (isAll(filter)) return "";
  const words = found === 0
    ? "No candidate fits"
    : `${countOf(found, "candidate")} of ${formatNumber(total)} fit`;
  return complete ? words : `${words} so far`;
}

/** After "Show more" the focus goes to the first new result: the button may be gone. */
function useFocusOnMore(list: { current: HTMLElement | null }, shown: number): void {
  const before = useRef(shown);
  useEffect(() => {
    if (shown > before.current) {
      list.current?.children[before.current]?.querySelector<HTMLElement>("h3")?.focus();
    }
    before.current = shown;
  }, [shown]);
}
