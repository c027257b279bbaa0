import type { RefObject } from "preact";
import { batchPath } from "@/lib/client/api/api.ts";
import { countOf, formatNumber } from "@/lib/client/format.ts";
import type { BenchView } from "@/lib/client/workbench/bench_view.ts";
import type { Candidate } from "@/lib/client/workbench/candidate.ts";
import { meetsMustHaves } from "@/lib/client/workbench/candidate.ts";
import type { DecisionBook } from "@/lib/client/workbench/decision_book.ts";
import { DECIDED } from "@/lib/client/workbench/decision_words.ts";
import type { RequirementColumn } from "@/lib/client/workbench/requirement_column.ts";
import type { ConnectionState } from "@/lib/client/stream/connection_state.ts";
import { ConnectionBadge } from "@/lib/ui/parts/ConnectionBadge.tsx";
import { Disclosure } from "@/lib/ui/parts/Disclosure.tsx";
import { Icon } from "@/lib/ui/parts/Icon.tsx";
import { FilterPanel } from "@/lib/ui/workbench/bar/FilterPanel.tsx";
import type { ChangeView } from "@/lib/ui/workbench/use_bench_view.ts";
import { DECISION_FILTERS, type DecisionFilter } from "@/lib/wire/review/result_query.ts";

export interface BenchBarProps {
  title: string;
  batchId: string;
  candidates: readonly Candidate[];
  columns: readonly RequirementColumn[];
  /** How many of the candidates are shown. */
  shown: number;
  /** The same in words. */
  found: string;
  book: DecisionBook;
  view: BenchView;
  connection: ConnectionState;
  search: RefObject<HTMLInputElement>;
  onView: ChangeView;
  onPrint: () => void;
  onHelp: () => void;
}

/** What stays in sight: the job, how many candidates there are, the filters, and what can be taken away. */
export function BenchBar(props: BenchBarProps) {
  const { title, found, connection, onHelp } = props;
  return (
    <div class="bench-bar">
      <div class="bench-line">
        <div class="bench-title">
          <h2 id="bench-title" tabIndex={-1}>{title}</h2>
          <span class="muted figure found">{found}</span>
        </div>
        <Search {...props} />
        <div class="tools">
          {connection.kind !== "open" && connection.kind !== "connecting" &&
            connection.kind !== "idle" && <ConnectionBadge state={connection} />}
          <Disclosure id="filter-panel" name="Filters" count={filterCount(props.view)}>
            <FilterPanel {...props} />
          </Disclosure>
          <Exports {...props} />
          <button
            type="button"
            class="button quiet help"
            aria-label="Keyboard shortcuts"
            aria-keyshortcuts="?"
            onClick={onHelp}
          >
            ?
          </button>
        </div>
      </div>
      <Quick {...props} />
    </div>
  );
}

function Search({ view, search, onView }: BenchBarProps) {
  return (
    <input
      type="search"
      ref={search}
      class="bench-search"
      aria-label="Search candidates"
      aria-keyshortcuts="/"
      placeholder="Search names, skills, resumes"
      value={view.words}
      maxLength={200}
      onInput={(event) => onView({ words: event.currentTarget.value })}
    />
  );
}

function filterCount({ marks, requirements }: BenchView): number {
  return marks.length + requirements.size;
}

function Exports({ batchId, shown, onPrint }: BenchBarProps) {
  const url = (format: string) => `${batchPath(batchId)}/results?format=${format}`;
  return (
    <Disclosure id="export-panel" name="Export">
      <ul role="list" class="menu">
        {[["csv", "CSV"], ["xlsx", "Excel"], ["json", "JSON"]].map(([format, name]) => (
          <li key={format}>
            <a href={url(format)} download>
              <Icon name="download" />
              {name}
            </a>
          </li>
        ))}
        <li>
          <button type="button" onClick={onPrint}>
            <Icon name="file" />Print {countOf(shown, "page")}
          </button>
        </li>
        <li>
          <a href={`${batchPath(batchId)}/record`} download={`${batchId}.record.jsonl`}>
            <Icon name="download" />
            Record of decisions
          </a>
        </li>
        <li>
          <a href={`/batches/${encodeURIComponent(batchId)}/impact`}>
            <Icon name="file" />
            Impact by group
          </a>
        </li>
      </ul>
    </Disclosure>
  );
}

const TABS: [DecisionFilter | null, string][] = [
  [null, "All"],
  ["none", "Undecided"],
  ...DECISION_FILTERS.flatMap((name): [DecisionFilter, string][] =>
    name === "none" ? [] : [[name, DECIDED[name]]]
  ),
];

/** The filters that are used most: by decision, and by must-haves. */
function Quick(props: BenchBarProps) {
  const { view, candidates, onView } = props;
  const hasMustHaves = candidates.some(({ result }) =>
    result && meetsMustHaves(result) !== undefined
  );
  return (
    <div class="bench-line quick">
      <div class="segments" role="group" aria-label="By decision">
        {TABS.map(([name, words]) => (
          <button
            key={words}
            type="button"
            aria-pressed={name === null
              ? view.decisions.length === 0
              : view.decisions.includes(name)}
            onClick={() => onView({ decisions: name === null ? [] : [name] }, true)}
          >
            {words} <span class="figure muted">{formatNumber(countBy(props, name))}</span>
          </button>
        ))}
      </div>
      {hasMustHaves && (
        <label class="switch">
          <input
            type="checkbox"
            checked={view.mustHaves}
            onChange={() => onView({ mustHaves: !view.mustHaves }, true)}
          />
          Meets all must-haves
        </label>
      )}
    </div>
  );
}

function countBy({ candidates, book }: BenchBarProps, name: DecisionFilter | null): number {
  if (name === null) return candidates.length;
  return candidates.filter(({ id }) => (book.shown(id)?.decision ?? "none") === name).length;
}
