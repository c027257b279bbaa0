import { useMemo, useState } from "preact/hooks";
import type { BatchSession } from "@/lib/client/batch/batch_session.ts";
import type { BatchState } from "@/lib/client/batch/batch_state.ts";
import { previewed, type Weighing } from "@/lib/client/criteria/preview.ts";
import { AllFiles } from "@/lib/ui/batch/AllFiles.tsx";
import { batchName } from "@/lib/ui/batch/batch_words.ts";
import { CriteriaPanel } from "@/lib/ui/criteria/CriteriaPanel.tsx";
import { LostFiles } from "@/lib/ui/batch/LostFiles.tsx";
import { useReviewStream } from "@/lib/ui/workbench/use_review_stream.ts";
import { Workbench } from "@/lib/ui/workbench/Workbench.tsx";

interface BatchEndingProps {
  session: BatchSession;
  state: Extract<BatchState, { kind: "ended" }>;
  onRetryFile: (fileId: string) => void;
}

/** A batch that has ended: the workbench of its candidates, or why there are none. */
export function BatchEnding(props: BatchEndingProps) {
  const { session, state, onRetryFile } = props;
  const { view } = state;
  const [weighing, setWeighing] = useState<Weighing | null>(null);
  const results = useMemo(
    () =>
      state.results && weighing
        ? { ...state.results, results: previewed(state.results.results, weighing) }
        : state.results,
    [state.results, weighing],
  );
  const sse = useReviewStream(session.userId, state.results);
  const worked = results !== null && results.results.length > 0;
  return (
    <>
      {view.batchId !== null && (
        <CriteriaPanel batchId={view.batchId} sse={sse} onPreview={setWeighing} />
      )}
      {results === null && state.problem === null && (
        <p class="muted waiting bench-awaited">Fetching results</p>
      )}
      {worked && view.batchId !== null && (
        <Workbench
          key={view.batchId}
          batch={session}
          batchId={view.batchId}
          sse={sse}
          title={batchName(view)}
          rows={view.rows}
          ranking={results}
          onRetryFile={onRetryFile}
        />
      )}
      <LostFiles rows={view.rows} onRetry={onRetryFile} />
      {/* The workbench lists them all. */}
      {!worked && <AllFiles rows={view.rows} />}
    </>
  );
}
