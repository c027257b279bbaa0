import type { JSX, RefObject } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { BenchView, SortKey } from "@/lib/client/workbench/bench_view.ts";
import type { Found } from "@/lib/client/workbench/candidate_filter.ts";
import type { DecisionBook } from "@/lib/client/workbench/decision_book.ts";
import { type Cell, cellAfter } from "@/lib/client/workbench/grid_keys.ts";
import type { RequirementColumn } from "@/lib/client/workbench/requirement_column.ts";
import { type WindowPart, windowParts } from "@/lib/client/workbench/table_window.ts";
import { CandidateRow } from "@/lib/ui/workbench/table/CandidateRow.tsx";
import { FIRST_REQUIREMENT, NAME } from "@/lib/ui/workbench/table/columns.ts";
import { EvidenceTip } from "@/lib/ui/workbench/table/EvidenceTip.tsx";
import { TableHead } from "@/lib/ui/workbench/table/TableHead.tsx";
import { useEvidenceTip } from "@/lib/ui/workbench/table/use_evidence_tip.ts";
import type { FocusWish } from "@/lib/ui/workbench/use_bench_focus.ts";
import { useTableWindow } from "@/lib/ui/workbench/table/use_table_window.ts";

export interface CandidateTableProps {
  found: readonly Found[];
  columns: readonly RequirementColumn[];
  view: BenchView;
  book: DecisionBook;
  selected: ReadonlySet<string>;
  /** The cell that Tab leads to, and the arrows go on from. */
  active: Cell;
  /** When the active cell is to have the focus. */
  wish: RefObject<FocusWish>;
  onActive: (cell: Cell) => void;
  onSort: (by: SortKey) => void;
  onSelect: (row: number, ranged: boolean) => void;
  onSelectAll: () => void;
  onOpen: (row: number) => void;
  hrefOf: (id: string) => string;
}

/**
 * All candidates as a grid (ARIA Authoring Practices): one Tab stop, arrows from cell to cell. Of a
 * long list the rows in sight are drawn, and the one that has the focus.
 */
export function CandidateTable(props: CandidateTableProps) {
  const { found, columns, active, selected } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const size = { rows: found.length, columns: columns.length };
  const { rows, columns: inSight, rowHeight } = useTableWindow(scroller, size);
  const { tip, hide, ...tipEvents } = useEvidenceTip(found, columns);
  useActiveCell(scroller, props);
  useDescribedBy(tip?.cell ?? null);
  const parts = windowParts(rows, found.length, active.row);
  const [from, to] = inSight;
  const shown = useMemo(() => windowParts([from, to], columns.length, null), [
    from,
    to,
    columns.length,
  ]);
  // The cell that has the focus is drawn wherever it is.
  const kept = active.column - FIRST_REQUIREMENT;
  const keeping = kept < 0 || (kept >= from && kept < to)
    ? shown
    : windowParts(inSight, columns.length, kept);
  return (
    <div
      class="table-scroller"
      ref={scroller}
      {...tipEvents}
      onFocusIn={(event) => {
        tipEvents.onFocusIn(event);
        followFocus(event, props);
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape" && tip) {
          event.stopPropagation();
          return hide();
        }
        onGridKey(event, props);
      }}
      onClick={(event) => onGridClick(event, props)}
    >
      <table
        role="grid"
        class="candidates"
        aria-label="Candidates"
        aria-rowcount={found.length + 1}
        aria-colcount={FIRST_REQUIREMENT + columns.length}
        aria-multiselectable="true"
        style={{ "--columns": columns.length } as JSX.CSSProperties}
      >
        <TableHead
          columns={columns}
          parts={active.row === -1 ? keeping : shown}
          sort={props.view.sort}
          picked={pickedOf(found, selected)}
          active={active.row === -1 ? active.column : null}
          onSort={props.onSort}
          onPickAll={props.onSelectAll}
        />
        <tbody role="rowgroup">
          {parts.map((part) =>
            "gap" in part
              ? <Gap key={`gap-${parts.indexOf(part)}`} height={part.gap * rowHeight} />
              : (
                <Row
                  key={found[part.at].candidate.id}
                  {...props}
                  row={part.at}
                  parts={part.at === active.row ? keeping : shown}
                />
              )
          )}
        </tbody>
      </table>
      {tip && <EvidenceTip tip={tip} onLeave={hide} />}
    </div>
  );
}

function Row(props: CandidateTableProps & { row: number; parts: readonly WindowPart[] }) {
  const { found, row, parts, book, view, active, selected, columns, hrefOf } = props;
  const { candidate, matches } = found[row];
  const { id } = candidate;
  return (
    <CandidateRow
      candidate={candidate}
      row={row}
      columns={columns}
      parts={parts}
      matches={matches}
      decision={book.shown(id)?.decision ?? null}
      pending={book.isPending(id)}
      selected={selected.has(id)}
      open={view.open === id}
      active={active.row === row ? columnOf(found[row], active.column) : null}
      href={hrefOf(id)}
    />
  );
}

/** The room of the rows that are not drawn. */
function Gap({ height }: { height: number }) {
  return (
    <tr class="gap" aria-hidden="true">
      <td style={{ height: `${height}px` }} />
    </tr>
  );
}

/** A file without a score has one cell in place of the requirements'. */
function columnOf({ candidate }: Found, column: number): number {
  return candidate.result ? column : Math.min(column, FIRST_REQUIREMENT);
}

function pickedOf(found: readonly Found[], selected: ReadonlySet<string>) {
  if (selected.size === 0) return "none";
  const able = found.filter(({ candidate }) => candidate.decidable);
  const picked = able.filter(({ candidate }) => selected.has(candidate.id)).length;
  return picked === 0 ? "none" : picked === able.length ? "all" : "some";
}

function useActiveCell(
  scroller: RefObject<HTMLElement>,
  { active, found, wish }: CandidateTableProps,
): void {
  useLayoutEffect(() => {
    const lost = wish.current === "if lost" && document.activeElement === document.body;
    if (wish.current !== "now" && !lost) return;
    if (!lost) wish.current = null;
    const column = found[active.row] ? columnOf(found[active.row], active.column) : active.column;
    const row = active.row < 0 ? "thead" : `tr[data-row="${active.row}"]`;
    const cell = scroller.current?.querySelector<HTMLElement>(`${row} [data-column="${column}"]`);
    cell?.focus({ preventScroll: true });
    // The whole row, then the cell sideways.
    const into: ScrollIntoViewOptions = { block: "nearest", inline: "nearest" };
    cell?.closest("tr")?.scrollIntoView(into);
    cell?.scrollIntoView(into);
  });
}

/** The cell of a tip is described by it, for who hears the table. */
function useDescribedBy(cell: HTMLElement | null): void {
  useEffect(() => {
    cell?.setAttribute("aria-describedby", "evidence-tip");
    return () => cell?.removeAttribute("aria-describedby");
  }, [cell]);
}

/** Who sets the focus by other means than the grid's keys, such as a screen reader, goes on from there. */
function followFocus({ target }: FocusEvent, { active, onActive }: CandidateTableProps): void {
  const cell = (target as HTMLElement).closest<HTMLElement>("[data-column]");
  const inRow = cell?.closest<HTMLElement>("tr[data-row]");
  if (!cell) return;
  const at = { row: inRow ? Number(inRow.dataset.row) : -1, column: Number(cell.dataset.column) };
  if (at.row !== active.row || at.column !== active.column) onActive(at);
}

function onGridKey(event: KeyboardEvent, props: CandidateTableProps): void {
  const { active, found, columns, onActive, onOpen, onSelect } = props;
  if (event.altKey || event.metaKey) return;
  const size = { rows: found.length, columns: FIRST_REQUIREMENT + columns.length };
  const next = cellAfter(active, size, event);
  if (next) {
    event.preventDefault();
    props.wish.current = "now";
    return onActive(next);
  }
  if (active.row < 0) return;
  if (event.key === "Enter") {
    event.preventDefault();
    onOpen(active.row);
  } else if (event.key === " ") {
    event.preventDefault();
    onSelect(active.row, event.shiftKey);
  }
}

function onGridClick(event: MouseEvent, props: CandidateTableProps): void {
  const target = event.target as HTMLElement;
  const row = Number(target.closest<HTMLElement>("tbody tr[data-row]")?.dataset.row ?? NaN);
  if (Number.isNaN(row) || event.ctrlKey || event.metaKey) return;
  if (target.closest(".pick")) {
    props.onActive({ row, column: 0 });
    // The box is drawn as the state says, and of a refused file it stays off.
    if (!props.found[row]?.candidate.decidable) event.preventDefault();
    return props.onSelect(row, event.shiftKey);
  }
  event.preventDefault();
  const column = Number(target.closest<HTMLElement>("[data-column]")?.dataset.column ?? NAME);
  props.wish.current = "now";
  props.onActive({ row, column });
  props.onOpen(row);
}
