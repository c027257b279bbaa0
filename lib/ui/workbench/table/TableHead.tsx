import type { Sort, SortKey } from "@/lib/client/workbench/bench_view.ts";
import type { RequirementColumn } from "@/lib/client/workbench/requirement_column.ts";
import type { WindowPart } from "@/lib/client/workbench/table_window.ts";
import {
  DECISION,
  FIRST_REQUIREMENT,
  NAME,
  PICK,
  SCORE,
  YEARS,
} from "@/lib/ui/workbench/table/columns.ts";
import type { RequirementKind } from "@/lib/wire/result.ts";

const KINDS: Record<RequirementKind, string> = {
  must: "Must have",
  nice: "Nice to have",
  responsibility: "Task",
};

interface TableHeadProps {
  columns: readonly RequirementColumn[];
  /** Which of them are drawn. */
  parts: readonly WindowPart[];
  sort: Sort;
  /** How many of those that are shown are selected. */
  picked: "none" | "some" | "all";
  /** The column of its cell that Tab leads to; null where that is in a row. */
  active: number | null;
  onSort: (by: SortKey) => void;
  onPickAll: () => void;
}

/** The head of the table: each column's name is the button that sorts by it. */
export function TableHead(props: TableHeadProps) {
  const { columns, parts, picked, active, onPickAll } = props;
  return (
    <>
      <Widths count={columns.length} />
      <thead role="rowgroup">
        <tr role="row" aria-rowindex={1}>
          <th role="columnheader" class="pick" aria-colindex={PICK + 1}>
            <input
              type="checkbox"
              data-column={PICK}
              tabIndex={active === PICK ? 0 : -1}
              checked={picked === "all"}
              indeterminate={picked === "some"}
              aria-label="Select all that are shown"
              onChange={onPickAll}
            />
          </th>
          <Head {...props} at={SCORE} by="score" name="Score" />
          <Head {...props} at={NAME} by="name" name="Candidate" />
          <Head {...props} at={DECISION} by="decision" name="Decision" />
          <Head {...props} at={YEARS} by="years" name="Years" />
          {parts.map((part) => {
            if ("gap" in part) {
              return (
                <th key={`gap-${parts.indexOf(part)}`} colSpan={part.gap} aria-hidden="true" />
              );
            }
            const { index, text, kind } = columns[part.at];
            return (
              <Head
                {...props}
                key={index}
                at={FIRST_REQUIREMENT + index}
                by={index}
                name={text}
                kind={columns[part.at - 1]?.kind === kind ? undefined : KINDS[kind]}
              />
            );
          })}
        </tr>
      </thead>
    </>
  );
}

/** Fixes the widths, so that columns that are not drawn keep their room. */
function Widths({ count }: { count: number }) {
  return (
    <colgroup>
      {["pick", "score", "name", "decision", "years"].map((name) => (
        <col key={name} class={`${name}-column`} />
      ))}
      {count > 0 && <col span={count} class="requirement-column" />}
    </colgroup>
  );
}

function Head(
  { at, by, name, kind, sort, active, onSort }: TableHeadProps & {
    at: number;
    by: SortKey;
    name: string;
    /** What kind of requirement begins here. */
    kind?: string;
  },
) {
  const order = sort.by !== by ? "none" : sort.down ? "descending" : "ascending";
  const requirement = typeof by === "number";
  return (
    <th
      role="columnheader"
      scope="col"
      class={requirement ? "requirement-head" : `${by}-head`}
      data-first={kind !== undefined}
      aria-colindex={at + 1}
      aria-sort={order}
    >
      <button
        type="button"
        data-column={at}
        tabIndex={active === at ? 0 : -1}
        title={requirement ? name : undefined}
        onClick={() => onSort(by)}
      >
        {kind && <span class="kind">{kind}</span>}
        <span class="head-text">{name}</span>
      </button>
    </th>
  );
}
