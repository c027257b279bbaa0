import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { type BenchView, MOST_COMPARED, type SortKey } from "@/lib/client/workbench/bench_view.ts";
import { formatView } from "@/lib/client/workbench/bench_view.ts";
import type { Found } from "@/lib/client/workbench/candidate_filter.ts";
import type { Cell } from "@/lib/client/workbench/grid_keys.ts";
import type { Command } from "@/lib/client/workbench/shortcuts.ts";
import type { WorkbenchSession } from "@/lib/client/workbench/workbench_session.ts";
import type { CandidateTableProps } from "@/lib/ui/workbench/table/CandidateTable.tsx";
import {
  focusDetail,
  isNarrow,
  useActiveCell,
  useFocusOfDetail,
  useOpenInList,
} from "@/lib/ui/workbench/use_bench_focus.ts";
import type { ChangeView } from "@/lib/ui/workbench/use_bench_view.ts";
import { useSelection } from "@/lib/ui/workbench/use_selection.ts";
import type { DecisionName } from "@/lib/wire/review/decision.ts";

/** The dialog that is open. */
export type BenchDialog = { kind: "help" } | { kind: "reason"; ids: readonly string[] };

interface BenchActs {
  selected: ReadonlySet<string>;
  dialog: BenchDialog | null;
  search: RefObject<HTMLInputElement>;
  /** What the table draws and tells. */
  table: Pick<
    CandidateTableProps,
    | "active"
    | "wish"
    | "selected"
    | "onActive"
    | "onSort"
    | "onSelect"
    | "onSelectAll"
    | "onOpen"
    | "hrefOf"
  >;
  command: (command: Command) => void;
  decide: (ids: readonly string[], decision: DecisionName | null) => void;
  reject: (reason: string | null) => void;
  step: (by: number) => void;
  closeDetail: () => void;
  closeCompare: () => void;
  closeDialog: () => void;
  setDialog: (dialog: BenchDialog) => void;
  clearSelection: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** All that can be done on the workbench, by mouse or by keyboard. */
export function useBenchActs(
  { session, found, view, onView }: {
    session: WorkbenchSession;
    found: readonly Found[];
    view: BenchView;
    onView: ChangeView;
  },
): BenchActs {
  const { active, activate, wish } = useActiveCell(found, view.open);
  const { selected, select, selectAll, clear: clearSelection } = useSelection(found);
  const [dialog, setDialog] = useState<BenchDialog | null>(null);
  const search = useRef<HTMLInputElement>(null);
  useFocusOfDetail(view.open, wish);
  useOpenInList(found, {
    open: view.open,
    row: active.row,
    onOpen: (open) => onView({ open }),
  });
  const idAt = (row: number): string | null => found[row]?.candidate.id ?? null;

  const send = (ids: readonly string[], decision: DecisionName | null, reason: string | null) => {
    // The row may leave the list by it, and would take the focus along.
    if (document.activeElement?.closest(".candidates")) wish.current = "if lost";
    if (ids.length > 1) clearSelection();
    void session.decide(ids, decision, reason);
  };
  const decide: BenchActs["decide"] = (ids, decision) => {
    const able = ids.filter((id) => canDecide(found, id));
    if (able.length === 0) return;
    if (decision === "reject") setDialog({ kind: "reason", ids: able });
    else send(able, decision, null);
  };
  const reject = (reason: string | null) => {
    if (dialog?.kind === "reason") send(dialog.ids, "reject", reason);
    setDialog(null);
  };
  const show = (row: number) => {
    activate({ row, column: active.column });
    if (view.open !== null) onView({ open: idAt(row) });
  };
  // Keys may come faster than the table is drawn: each goes on from the one before.
  const at = useRef(active.row);
  useLayoutEffect(() => void (at.current = active.row), [active.row]);
  const step = (by: number) => {
    const row = at.current + by;
    if (row < 0 || row >= found.length) return;
    at.current = row;
    if (document.activeElement?.closest(".detail")) {
      // A button of the pane keeps the focus; what can't is followed by the title.
      if (!document.activeElement.matches("button")) focusDetail();
    } else wish.current = "now";
    show(row);
  };
  const onActive = (cell: Cell) => {
    activate(cell);
    if (view.open !== null && cell.row >= 0) onView({ open: idAt(cell.row) });
  };
  const onOpen = (row: number) => {
    const id = idAt(row);
    if (id !== null && view.open === id) return focusDetail();
    // Beside the list it is one step, however many are looked at; in its place each is.
    onView({ open: id }, view.open === null || isNarrow());
  };
  const compare = () => {
    const ids = [...selected].filter((id) => scored(found, id));
    if (ids.length >= 2 && ids.length <= MOST_COMPARED) onView({ compare: ids }, true);
  };
  const closeDetail = () => onView({ open: null }, true);
  const closeCompare = () => {
    wish.current = "now";
    onView({ compare: [] }, true);
  };
  const targets = (): string[] => {
    if (selected.size > 0) return [...selected];
    const inDetail = document.activeElement?.closest(".detail") || isNarrow();
    const id = inDetail && view.open !== null ? view.open : idAt(active.row);
    return id === null ? [] : [id];
  };
  const commands: Record<Command, () => void> = {
    next: () => step(1),
    previous: () => step(-1),
    shortlist: () => decide(targets(), "shortlist"),
    hold: () => decide(targets(), "hold"),
    reject: () => decide(targets(), "reject"),
    clear: () => decide(targets(), null),
    undo: () => void session.undo(),
    select: () => select(active.row, false),
    compare,
    search: () => search.current?.focus(),
    help: () => setDialog({ kind: "help" }),
  };
  const command = (name: Command) => {
    const comparing = view.compare.length >= 2;
    if (!comparing || name === "undo" || name === "help") commands[name]();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented || dialog !== null) return;
    if (event.target instanceof HTMLInputElement && event.target.type === "search") return;
    if (view.compare.length >= 2) closeCompare();
    else if (view.open !== null) closeDetail();
    else clearSelection();
  };
  const onSort = (by: SortKey) => {
    const { sort } = view;
    const down = sort.by === by ? !sort.down : by !== "name";
    onView({ sort: { by, down } });
  };
  return {
    selected,
    dialog,
    search,
    table: {
      active,
      wish,
      selected,
      onActive,
      onSort,
      onSelect: select,
      onSelectAll: selectAll,
      onOpen,
      hrefOf: (id) => location.pathname + formatView({ ...view, open: id }),
    },
    command,
    decide,
    reject,
    step,
    closeDetail,
    closeCompare,
    closeDialog: () => setDialog(null),
    setDialog,
    clearSelection,
    onKeyDown,
  };
}

function candidateOf(found: readonly Found[], id: string) {
  return found.find(({ candidate }) => candidate.id === id)?.candidate;
}

/** Whoever isn't in the list any more was decidable when they were. */
function canDecide(found: readonly Found[], id: string): boolean {
  return candidateOf(found, id)?.decidable ?? true;
}

function scored(found: readonly Found[], id: string): boolean {
  return candidateOf(found, id)?.result != null;
}
