import { type RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Found } from "@/lib/client/workbench/candidate_filter.ts";
import type { Cell } from "@/lib/client/workbench/grid_keys.ts";
import { NAME } from "@/lib/ui/workbench/table/columns.ts";

/** When the table takes the focus: once, or where what had it is gone. */
export type FocusWish = "now" | "if lost" | null;

/** Where the detail is a view of its own, instead of beside the table. */
const NARROW = "(max-width: 68.74rem)";

/** Whether the detail takes the table's place. */
export function isNarrow(): boolean {
  return matchMedia(NARROW).matches;
}

/**
 * The active cell of the table: it stays with its candidate; where that is gone, with its place. It goes
 * along with the detail that is `open`, also where the address has opened it.
 */
export function useActiveCell(found: readonly Found[], open: string | null): {
  active: Cell;
  activate: (cell: Cell) => void;
  wish: RefObject<FocusWish>;
} {
  const [active, setActive] = useState<Cell & { id: string | null }>({
    row: 0,
    column: NAME,
    id: open,
  });
  const wish = useRef<FocusWish>(null);
  const { id, row, column } = active;
  const place = found.findIndex(({ candidate }) => candidate.id === id);
  const at = row < 0 ? -1 : place >= 0 ? place : Math.max(0, Math.min(row, found.length - 1));
  // With the drawing itself: after it, it would undo what a faster key has done meanwhile.
  useLayoutEffect(() => {
    if (open !== null) setActive((now) => ({ ...now, row: Math.max(0, now.row), id: open }));
  }, [open]);
  const activate = (cell: Cell) =>
    setActive({ ...cell, id: found[cell.row]?.candidate.id ?? null });
  return { active: { row: at, column }, activate, wish };
}

/** Whose detail is open may leave the list, by a decision or a filter: who takes the place is opened. */
export function useOpenInList(
  found: readonly Found[],
  { open, row, onOpen }: { open: string | null; row: number; onOpen: (id: string) => void },
): void {
  const listed = useRef<string | null>(null);
  useEffect(() => {
    if (open === null) return;
    if (found.some(({ candidate }) => candidate.id === open)) listed.current = open;
    // What the address names may not be loaded yet.
    else if (listed.current === open && found[row]) onOpen(found[row].candidate.id);
  }, [found, open, row]);
}

/** On a narrow page the focus goes into a detail that opens, and back to the table as it closes. */
export function useFocusOfDetail(open: string | null, wish: RefObject<FocusWish>): void {
  const before = useRef<string | null>(null);
  // Before the table is drawn again: what has the focus now goes with the detail.
  if (open === null && before.current !== null && isInDetail()) wish.current = "now";
  useEffect(() => {
    if (open !== null && before.current !== open && isNarrow()) focusDetail();
    before.current = open;
  }, [open]);
}

function isInDetail(): boolean {
  const { activeElement } = document;
  return activeElement === document.body || activeElement?.closest(".detail") != null;
}

/** Leads to the top of the detail. */
export function focusDetail(): void {
  document.getElementById("detail-title")?.focus();
}
