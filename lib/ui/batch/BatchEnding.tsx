import { batchPath } from "@/lib/client/api/api.ts";
import type { Row } from "@/lib/client/batch/batch_row.ts";
import type { BatchState } from "@/lib/client/batch/batch_state.ts";
import { countOf } from "@/lib/client/format.ts";
import type { ResultFilter } from "@/lib/client/results/result_filter.ts";
import { AllFiles } from "@/lib/ui/batch/AllFiles.tsx";
import { FileList } from "@/lib/ui/batch/FileList.tsx";
import { RankedList } from "@/lib/ui/results/RankedList.tsx";

/** A batch that has ended: the ranked list, the files that could not be scored, and all files. */
export function BatchEnding(
  { state, names, filter, onFilter }: {
    state: Extract<BatchState, { kind: "ended" }>;
    /** What files are called instead of their names, by the row's key; null for their names. */
    names: ReadonlyMap<string, string> | null;
    filter: ResultFilter;
    onFilter: (filter: ResultFilter) => void;
  },
) {
  const { results, view } = state;
  const lost = view.rows.filter((row) => row.state === "failed" || row.state === "refused");
  const csvUrl = view.batchId === null ? null : `${batchPath(view.batchId)}/results?format=csv`;
  return (
    <>
      {results === null && state.problem === null && <p class="muted waiting">Fetching results</p>}
      {results !== null && results.results.length > 0 && (
        <RankedList ranking={results} csvUrl={csvUrl} filter={filter} onFilter={onFilter} />
      )}
      <LostFiles rows={lost} names={names} />
      <AllFiles rows={view.rows} names={names} />
    </>
  );
}

function LostFiles(
  { rows, names }: { rows: readonly Row[]; names: ReadonlyMap<string, string> | null },
) {
  if (rows.length === 0) return null;
  return (
    <section class="card lost" aria-labelledby="lost-title">
      <h2 id="lost-title">{countOf(rows.length, "file")} could not be scored</h2>
      <FileList rows={rows} names={names} label="Files that could not be scored" />
    </section>
  );
}
