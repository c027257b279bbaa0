import { useMemo } from "preact/hooks";
import { countRows, type Row, type RowCounts } from "@/lib/client/batch/batch_row.ts";
import type { BatchView } from "@/lib/client/batch/batch_state.ts";
import type { ConnectionState } from "@/lib/client/stream/connection_state.ts";
import type { ShownState } from "@/lib/ui/batch/batch_words.ts";
import { BatchEnding } from "@/lib/ui/batch/BatchEnding.tsx";
import { BatchHead } from "@/lib/ui/batch/BatchHead.tsx";
import { FileList } from "@/lib/ui/batch/FileList.tsx";
import { countOf, formatBytes, formatNumber } from "@/lib/client/format.ts";
import { JobSummary } from "@/lib/ui/batch/JobSummary.tsx";
import { Notice } from "@/lib/ui/parts/Notice.tsx";
import { ProgressBar } from "@/lib/ui/parts/ProgressBar.tsx";
import { useResultFilter } from "@/lib/ui/results/use_result_filter.ts";

/** A batch from its upload to its ranked list. */
export function BatchPanel(
  { state, connection, link, onCancel, onRetry, onClose, onFetchResults }: {
    state: ShownState;
    connection: ConnectionState;
    /** Whether to link to the batch's own page. */
    link: boolean;
    onCancel: () => void;
    onRetry: () => void;
    onClose: () => void;
    onFetchResults: () => void;
  },
) {
  const { view } = state;
  const counts = countRows(view.rows);
  const [filter, onFilter] = useResultFilter(view.batchId);
  const names = useMemo(() => filter.blind ? blindNames(view.rows) : null, [
    filter.blind,
    view.rows,
  ]);
  const problem = state.kind === "uploading" ? null : state.problem;
  return (
    <>
      <JobSummary text={view.jobDescription} />
      <section class="card batch" aria-labelledby="batch-title">
        <BatchHead
          state={state}
          counts={counts}
          connection={connection}
          link={link}
          onCancel={onCancel}
          onRetry={onRetry}
        />
        {problem && (
          <Notice>
            <p>{problem}</p>
            {lacksResults(state) && (
              <button type="button" class="button" onClick={onFetchResults}>
                Try again
              </button>
            )}
          </Notice>
        )}
        {state.kind === "running" && <MissingFiles view={view} onClose={onClose} />}
        {state.kind === "uploading" && (
          <ProgressBar
            label="Upload"
            value={state.sentBytes}
            max={state.totalBytes}
            text={`${formatBytes(state.sentBytes)} of ${formatBytes(state.totalBytes)}`}
          />
        )}
        {state.kind !== "ended" && (
          <ProgressBar
            label="Screening"
            value={counts.ended}
            max={counts.total}
            text={`${formatNumber(counts.ended)} of ${countOf(counts.total, "file")}`}
          />
        )}
        <Tally counts={counts} />
        {state.kind !== "ended" && <FileList rows={view.rows} names={names} />}
      </section>
      {state.kind === "ended" && (
        <BatchEnding state={state} names={names} filter={filter} onFilter={onFilter} />
      )}
    </>
  );
}

function lacksResults(state: ShownState): boolean {
  return state.kind === "ended" && !state.results?.complete;
}

/** When a page is closed during its upload, the batch waits for files that won't come. */
function MissingFiles({ view, onClose }: { view: BatchView; onClose: () => void }) {
  const here = view.rows.filter((row) => row.fileId !== null && row.state !== "refused").length;
  const missing = view.awaited - here;
  if (missing <= 0) return null;
  return (
    <Notice tone="hint">
      <p>
        {countOf(missing, "more file")} of this batch {missing === 1 ? "has" : "have"}{" "}
        not come. If no other tab is sending them, finish without them.
      </p>
      <button type="button" class="button" onClick={onClose}>
        Finish with {countOf(here, "file")}
      </button>
    </Notice>
  );
}

/** Numbers in place of files' names, which often contain the candidate's. */
function blindNames(rows: readonly Row[]): ReadonlyMap<string, string> {
  return new Map(rows.map((row, index) => [row.key, `File ${formatNumber(index + 1)}`]));
}

function Tally({ counts }: { counts: RowCounts }) {
  const entries: [string, number][] = [
    ["in progress", counts.total - counts.ended],
    ["done", counts.done],
    ["failed", counts.failed],
    ["cancelled", counts.cancelled],
    ["refused", counts.refused],
  ];
  return (
    <ul class="tally" role="list" aria-label="Files by state">
      {entries.filter(([_, count]) => count > 0).map(([word, count]) => (
        <li key={word} data-word={word}>
          <b class="figure">{formatNumber(count)}</b> {word}
        </li>
      ))}
    </ul>
  );
}
