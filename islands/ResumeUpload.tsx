import { useEffect, useReducer, useRef } from "preact/hooks";
import type { BatchState } from "@/lib/client/batch/batch_state.ts";
import { EMPTY_FORM, reduceForm } from "@/lib/client/upload/screening_form.ts";
import type { UploadLimits } from "@/lib/client/upload/upload_limits.ts";
import { useBatchSession } from "@/lib/client/batch/use_batch_session.ts";
import { useRecentBatches } from "@/lib/client/batch/use_recent_batches.ts";
import { LiveBatch } from "@/lib/ui/batch/LiveBatch.tsx";
import { RecentBatches } from "@/lib/ui/batch/RecentBatches.tsx";
import { ScreeningForm } from "@/lib/ui/form/ScreeningForm.tsx";
import { useDropGuard } from "@/lib/ui/form/use_file_drop.ts";

const EMPTY: BatchState = { kind: "empty", problem: null };

/** The start page: the form, then the batch it sends, live, then its ranked list. */
export default function ResumeUpload(
  { userId, limits }: { userId: string; limits: UploadLimits },
) {
  const session = useBatchSession(userId);
  const state = session?.state.value ?? EMPTY;
  useLeaveWarning(state.kind === "uploading");
  useDropGuard();
  const shown = "view" in state;
  const problem = state.kind === "empty" ? state.problem : null;
  useFocusOnTurn(shown, problem === null);
  const batchId = "view" in state ? state.view.batchId : null;
  // From here on a reload shows the batch, not an empty form.
  useEffect(() => {
    if (batchId) history.replaceState(null, "", `/batches/${encodeURIComponent(batchId)}`);
  }, [batchId]);
  const recent = useRecentBatches();
  // Kept here, so that it is still there when sending it fails.
  const [form, act] = useReducer(reduceForm, EMPTY_FORM);
  const send = () => {
    act({ type: "sent" });
    void session?.upload(form.files, form.jobFile ?? form.jobText, limits);
  };
  if (session === null || !("view" in state)) {
    return (
      <>
        <ScreeningForm
          ready={session !== null}
          form={form}
          refusal={problem}
          limits={limits}
          onAction={act}
          onSubmit={send}
        />
        <RecentBatches batches={recent} />
      </>
    );
  }
  return <LiveBatch session={session} state={state} link />;
}

/** Where the form and the batch take turns, the focus goes along; a problem takes it itself. */
function useFocusOnTurn(shown: boolean, quiet: boolean): void {
  const before = useRef(shown);
  useEffect(() => {
    if (shown !== before.current && (shown || quiet)) {
      document.getElementById(shown ? "batch-title" : "screen")?.focus();
    }
    before.current = shown;
  }, [shown]);
}

function useLeaveWarning(sending: boolean): void {
  useEffect(() => {
    if (!sending) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [sending]);
}
