import { useRef, useState } from "preact/hooks";
import type { Found } from "@/lib/client/workbench/candidate_filter.ts";

/** Candidates that are chosen to be dealt with together. They stay so while filters change. */
export function useSelection(found: readonly Found[]): {
  selected: ReadonlySet<string>;
  /** Turns one on or off; `ranged`, all from the last one to this. */
  select: (row: number, ranged: boolean) => void;
  /** Selects all that are shown, or none where all are. */
  selectAll: () => void;
  clear: () => void;
} {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<number | null>(null);
  const able = (from: number, to: number) =>
    found.slice(from, to + 1).flatMap(({ candidate }) => candidate.decidable ? candidate.id : []);
  const select = (row: number, ranged: boolean) => {
    const from = ranged && last.current !== null ? last.current : row;
    const ids = able(Math.min(from, row), Math.max(from, row));
    const on = ids.some((id) => !selected.has(id));
    const next = new Set(selected);
    for (const id of ids) {
      if (on) next.add(id);
      else next.delete(id);
    }
    last.current = row;
    setSelected(next);
  };
  const selectAll = () => {
    const ids = able(0, found.length - 1);
    const all = ids.length > 0 && ids.every((id) => selected.has(id));
    setSelected(new Set(all ? [] : ids));
  };
  return { selected, select, selectAll, clear: () => setSelected(new Set()) };
}
