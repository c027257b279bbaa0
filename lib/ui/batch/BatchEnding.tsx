import { useMemo, useState } from "preact/hooks";
import { batchPath } from "@/lib/client/api/api.ts";
import type { BatchState } from "@/lib/client/batch/batch_state.ts";
import { previewed, type Weighing } from "@/lib/client/criteria/preview.ts";
import type { ResultFilter } from "@/lib/client/results/result_filter.ts";
import { AllFiles } from "@/lib/ui/batch/AllFiles.tsx";
import { CriteriaPanel } from "@/lib/ui/criteria/CriteriaPanel.tsx";
import { LostFiles } from "@/lib/ui/batch/LostFiles.tsx";
import { RankedList } from "@/lib/ui/results/RankedList.tsx";

/** A batch that has ended: the ranked list, the files that could not be scored, and all files. */
export function BatchEnding(
  { state, names, filter, onFilter, onRetryFile, onScored }: {
    state: Extract<BatchState, { kind: "ended" }>;
    /** What files are called instead of their names, by the row's key; null for their names. */
    names: ReadonlyMap<string, string> | null;
    filter: ResultFilter;
    onFilter: (filter: ResultFilter) => void;
    onRetryFile: (fileId: string) => void;
    /** All results have new scores. */
    onScored: () => void;
  },
) {
  const { view } = state;
  const [weighing, setWeighing] = useState<Weighing | null>(null);
  const results = useMemo(
    () =>
      state.results && weighing
        ? { ...state.results, results: previewed(state.results.results, weighing) }
        : state.results,
    [state.results, weighing],
  );
  const csvUrl = view.batchId === null ? null : `${batchPath(view.batchId)}/results?format=csv`;
  return (
    <>
      {results === null && state.problem === null && <p class="muted waiting">Fetching results</p>}
      {view.batchId !== null && (
        <CriteriaPanel batchId={view.batchId} onPreview={setWeighing} onScored={onScored} />
      )}
      {results !== null && results.results.length > 0 && (
        <RankedList ranking={results} csvUrl={csvUrl} filter={filter} onFilter={onFilter} />
      )}
      <LostFiles rows={view.rows} names={names} onRetry={onRetryFile} />
      <AllFiles rows={view.rows} names={names} />
    </>
  );
}
