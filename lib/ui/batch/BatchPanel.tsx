import type { ComponentChildren } from "preact";
import type { BatchSession } from "@/lib/client/batch/batch_session.ts";
import type { RowCounts } from "@/lib/client/batch/batch_row.ts";
import { orderRows } from "@/lib/client/batch/row_order.ts";
import type { ConnectionState } from "@/lib/client/stream/connection_state.ts";
import { filesToScreen, type ShownState } from "@/lib/ui/batch/batch_words.ts";
import { BatchEnding } from "@/lib/ui/batch/BatchEnding.tsx";
import { BatchHead } from "@/lib/ui/batch/BatchHead.tsx";
import { BatchPace } from "@/lib/ui/batch/BatchPace.tsx";
import { BestSoFar } from "@/lib/ui/batch/BestSoFar.tsx";
import { FileList } from "@/lib/ui/batch/FileList.tsx";
import { countOf, formatBytes, formatNumber } from "@/lib/client/format.ts";
import { JobSummary } from "@/lib/ui/batch/JobSummary.tsx";
import { LostFiles } from "@/lib/ui/batch/LostFiles.tsx";
import { Notice } from "@/lib/ui/parts/Notice.tsx";
import { ProgressBar } from "@/lib/ui/parts/ProgressBar.tsx";

/** A batch from its upload to its ranked list. */
export function BatchPanel(props: BatchPanelProps) {
  const { state, counts } = props;
  const { view } = state;
  // While the results are fetched it looks as it will: nothing moves when they are there.
  const worked = state.kind === "ended" &&
    (state.results?.results.length ?? (state.problem === null ? counts.done : 0)) > 0;
  return (
    <>
      <JobSummary text={view.jobDescription} />
      <section class="card batch" data-worked={worked} aria-labelledby="batch-title">
        <BatchHead {...props} />
        <Problem state={state} onFetchResults={props.onFetchResults} />
        {props.children}
        {state.kind !== "ended" && <Bars state={state} counts={counts} />}
        {state.kind !== "ended" && (
          <BatchPace counts={counts} live={props.connection.kind === "open"} />
        )}
        {!worked && <Tally counts={counts} />}
        {state.kind !== "ended" && (
          <>
            <LostFiles rows={view.rows} soFar />
            <BestSoFar rows={view.rows} />
            <FileList rows={orderRows(view.rows)} />
          </>
        )}
      </section>
      {state.kind === "ended" && (
        <BatchEnding
          session={props.session}
          state={state}
          onRetryFile={props.onRetryFile}
        />
      )}
    </>
  );
}

interface BatchPanelProps {
  session: BatchSession;
  state: ShownState;
  counts: RowCounts;
  connection: ConnectionState;
  /** Whether the batch's end is to be told of. */
  notify: boolean;
  onNotify: (notify: boolean) => void;
  onCancel: () => void;
  onRetry: () => void;
  onRetryFile: (fileId: string) => void;
  onFetchResults: () => void;
  /** What is being sent, and what may still be. */
  children: ComponentChildren;
}

function Problem({ state, onFetchResults }: Pick<BatchPanelProps, "state" | "onFetchResults">) {
  if (state.kind === "uploading" || state.problem === null) return null;
  return (
    <Notice>
      <p>{state.problem}</p>
      {lacksResults(state) && (
        <button type="button" class="button" onClick={onFetchResults}>
          Try again
        </button>
      )}
    </Notice>
  );
}

function Bars({ state, counts }: Pick<BatchPanelProps, "state" | "counts">) {
  const files = filesToScreen(counts, state.view);
  return (
    <>
      {state.kind === "uploading" && (
        <ProgressBar
          label="Upload"
          value={state.sentBytes}
          max={state.totalBytes}
          text={`${formatBytes(state.sentBytes)} of ${formatBytes(state.totalBytes)}`}
        />
      )}
      <ProgressBar
        label="Screening"
        value={counts.ended}
        max={files}
        text={`${formatNumber(counts.ended)} of ${countOf(files, "file")}`}
      />
    </>
  );
}

function lacksResults(state: ShownState): boolean {
  return state.kind === "ended" && !state.results?.complete;
}

function Tally({ counts }: { counts: RowCounts }) {
  const entries: [string, number][] = [
    ["in progress", counts.total - counts.ended],
    ["done", counts.done],
    ["failed", counts.failed],
    ["cancelled", counts.cancelled],
    ["refused", counts.refused],
    ["not sent", counts.unsent],
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
