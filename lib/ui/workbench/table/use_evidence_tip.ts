import { useEffect, useState } from "preact/hooks";
import type { Found } from "@/lib/client/workbench/candidate_filter.ts";
import { type RequirementColumn, shownFor } from "@/lib/client/workbench/requirement_column.ts";
import { FIRST_REQUIREMENT } from "@/lib/ui/workbench/table/columns.ts";
import type { Tip } from "@/lib/ui/workbench/table/EvidenceTip.tsx";

/** How long in ms the pointer rests on a cell before its evidence is shown. */
const REST_MS = 120;

/** The tip of the cell that has the focus or the pointer, and what the table hears for it. */
export function useEvidenceTip(found: readonly Found[], columns: readonly RequirementColumn[]) {
  const [tip, setTip] = useState<Tip | null>(null);
  const [over, setOver] = useState<HTMLElement | null>(null);
  const tipOf = (target: EventTarget | null): Tip | null => {
    const cell = target instanceof HTMLElement ? target.closest<HTMLElement>("td.shown") : null;
    const row = cell?.closest<HTMLElement>("tr")?.dataset.row;
    const one = found[Number(row)];
    if (!cell || !one) return null;
    const column = columns[Number(cell.dataset.column) - FIRST_REQUIREMENT];
    const requirement = column && shownFor(one.candidate, column);
    return requirement ? { requirement, cell } : null;
  };
  useEffect(() => {
    if (!over) return;
    const timer = setTimeout(() => setTip(tipOf(over)), REST_MS);
    return () => clearTimeout(timer);
  }, [over]);
  const hide = () => {
    setOver(null);
    setTip(null);
  };
  return {
    tip,
    hide,
    onFocusIn: (event: FocusEvent) => setTip(tipOf(event.target)),
    onFocusOut: hide,
    onMouseOver: ({ target }: MouseEvent) => setOver((target as HTMLElement).closest("td.shown")),
    onMouseOut: ({ relatedTarget }: MouseEvent) => {
      if (relatedTarget instanceof HTMLElement && relatedTarget.closest(".tip, td.shown")) return;
      // The cell that has the focus keeps its tip.
      setOver(null);
      setTip(tipOf(document.activeElement));
    },
  };
}
