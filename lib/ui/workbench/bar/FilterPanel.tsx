import {
  type BenchView,
  FILE_MARKS,
  type FileMark,
  type SortKey,
  WHOLE_VIEW,
} from "@/lib/client/workbench/bench_view.ts";
import type { Candidate } from "@/lib/client/workbench/candidate.ts";
import { hasMark } from "@/lib/client/workbench/candidate_filter.ts";
import type { RequirementColumn } from "@/lib/client/workbench/requirement_column.ts";
import { formatNumber } from "@/lib/client/format.ts";
import { METS } from "@/lib/wire/result.ts";
import { MET_WORDS } from "@/lib/ui/results/RequirementTable.tsx";
import type { ChangeView } from "@/lib/ui/workbench/use_bench_view.ts";

const MARKS: Record<FileMark, string> = {
  scored: "Scored",
  failed: "Failed",
  refused: "Refused",
  cancelled: "Cancelled",
  warning: "With a warning",
  duplicate: "Duplicate",
  scan: "Scan, read by OCR",
};

const ORDERS: [by: SortKey, down: boolean, words: string][] = [
  ["score", true, "Best score first"],
  ["years", true, "Most experience first"],
  ["name", false, "By name"],
  ["decision", true, "By decision"],
];

interface FilterPanelProps {
  view: BenchView;
  columns: readonly RequirementColumn[];
  candidates: readonly Candidate[];
  onView: ChangeView;
}

/** The filters that are needed now and then, by state and by requirement, and the order. */
export function FilterPanel(props: FilterPanelProps) {
  const { view, columns, onView } = props;
  return (
    <div class="filter-panel">
      <label class="field">
        <span>Order</span>
        <Order {...props} />
      </label>
      <fieldset>
        <legend>Files</legend>
        {FILE_MARKS.map((mark) => <Mark key={mark} {...props} mark={mark} />)}
      </fieldset>
      {columns.length > 0 && (
        <fieldset class="by-requirement">
          <legend>Requirements</legend>
          {columns.map((column) => <Requirement key={column.index} {...props} column={column} />)}
        </fieldset>
      )}
      <button
        type="button"
        class="button quiet"
        onClick={() => onView({ ...WHOLE_VIEW, open: view.open, sort: view.sort }, true)}
      >
        Clear all filters
      </button>
    </div>
  );
}

function Order({ view, onView }: FilterPanelProps) {
  const { by, down } = view.sort;
  const at = ORDERS.findIndex((order) => order[0] === by && order[1] === down);
  return (
    <select
      onChange={({ currentTarget: { selectedIndex } }) => {
        const [by, down] = ORDERS[selectedIndex] ?? ORDERS[0];
        onView({ sort: { by, down } });
      }}
    >
      {ORDERS.map(([, , words], i) => <option key={words} selected={i === at}>{words}</option>)}
      {at < 0 && <option selected>By a column</option>}
    </select>
  );
}

function Mark({ view, candidates, mark, onView }: FilterPanelProps & { mark: FileMark }) {
  const count = candidates.filter((candidate) => hasMark(candidate, mark)).length;
  const on = view.marks.includes(mark);
  if (count === 0 && !on) return null;
  const marks = on ? view.marks.filter((one) => one !== mark) : [...view.marks, mark];
  return (
    <label>
      <input type="checkbox" checked={on} onChange={() => onView({ marks }, true)} />
      {MARKS[mark]} <span class="muted figure">{formatNumber(count)}</span>
    </label>
  );
}

function Requirement(
  { view, column: { index, text }, onView }: FilterPanelProps & { column: RequirementColumn },
) {
  const now = view.requirements.get(index);
  const choose = (at: number) => {
    const requirements = new Map(view.requirements);
    if (at === 0) requirements.delete(index);
    else requirements.set(index, METS[at - 1]);
    onView({ requirements }, true);
  };
  return (
    <label>
      <span>{text}</span>
      <select onChange={({ currentTarget }) => choose(currentTarget.selectedIndex)}>
        <option selected={now === undefined}>Any</option>
        {METS.map((met) => <option key={met} selected={now === met}>{MET_WORDS[met]}</option>)}
      </select>
    </label>
  );
}
