import { batchPath } from "@/lib/client/api/api.ts";
import type { BatchState } from "@/lib/client/batch/batch_state.ts";
import type { ResultFilter } from "@/lib/client/results/result_filter.ts";
import { AllFiles } from "@/lib/ui/batch/AllFiles.tsx";
import { LostFiles } from "@/lib/ui/batch/LostFiles.tsx";
import { RankedList } from "@/lib/ui/results/RankedList.tsx";

/** A batch that has ended: the ranked list, the files that could not be scored, and all files. */
export function BatchEnding(
  { state, names, filter, onFilter, onRetryFile }: {
    state: Extract<BatchState, { kind: "ended" }>;
    /** What files are called instead of their names, by the row's key; null for their names. */
    names: ReadonlyMap<string, string> | null;
    filter: ResultFilter;
    onFilter: (filter: ResultFilter) => void;
    onRetryFile: (fileId: string) => void;
  },
) {
  const { results, view } = state;
  const csvUrl = view.batchId === null ? null : `${batchPath(view.batchId)}/results?format=csv`;
  return (
    <>
      {results === null && state.problem === null && <p class="muted waiting">Fetching results</p>}
      {results !== null && results.results.length > 0 && (
        <RankedList ranking={results} csvUrl={csvUrl} filter={filter} onFilter={onFilter} />
      )}
      <LostFiles rows={view.rows} names={names} onRetry={onRetryFile} />
      <AllFiles rows={view.rows} names={names} />
    </>
  );
}
