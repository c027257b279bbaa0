import { useState } from "preact/hooks";
import type { ResultFilter } from "@/lib/client/results/result_filter.ts";

const ALL: ResultFilter = { words: "", mustHaves: false, order: "score", blind: false };

/**
 * The filter of a batch's results, kept while they are fetched anew. Hidden names stay hidden after a
 * reload of the tab: who reviews blind must not see them by accident.
 */
export function useResultFilter(
  batchId: string | null,
): [filter: ResultFilter, onFilter: (filter: ResultFilter) => void] {
  const [filter, setFilter] = useState(() => ({ ...ALL, blind: isBlind(batchId) }));
  const change = (next: ResultFilter) => {
    setFilter(next);
    if (next.blind !== filter.blind) keepBlind(batchId, next.blind);
  };
  return [filter, change];
}

function keyOf(batchId: string): string {
  return `hide-names ${batchId}`;
}

function isBlind(batchId: string | null): boolean {
  try {
    return batchId !== null && sessionStorage.getItem(keyOf(batchId)) !== null;
  } catch {
    return false; // A browser may refuse any storage.
  }
}

function keepBlind(batchId: string | null, blind: boolean): void {
  if (batchId === null) return;
  try {
    if (blind) sessionStorage.setItem(keyOf(batchId), "on");
    else sessionStorage.removeItem(keyOf(batchId));
  } catch {
    // Then names are hidden until the page is left.
  }
}
