import "@/lib/ui/common.ts";
import { useEffect, useReducer, useRef } from "preact/hooks";
import type { BatchState } from "@/lib/client/batch/batch_state.ts";
import { EMPTY_FORM, reduceForm } from "@/lib/client/upload/screening_form.ts";
import type { UploadLimits } from "@/lib/client/upload/upload_limits.ts";
import { useBatchSession } from "@/lib/client/batch/use_batch_session.ts";
import { GoneBatch } from "@/lib/ui/batch/GoneBatch.tsx";
import type { LiveBatch } from "@/lib/ui/batch/LiveBatch.tsx";
import { RecentBatches } from "@/lib/ui/batch/RecentBatches.tsx";
import { CriteriaCheck } from "@/lib/ui/criteria/CriteriaCheck.tsx";
import { ScreeningForm } from "@/lib/ui/form/ScreeningForm.tsx";
import { PageHead } from "@/lib/ui/page/PageHead.tsx";
import { useLate } from "@/lib/ui/parts/use_late.ts";
import { useDropGuard } from "@/lib/ui/form/use_file_drop.ts";
import type { BatchSummary } from "@/lib/wire/batch.ts";
import type { Criteria } from "@/lib/wire/review/criteria.ts";

// Both in one file: a script apart for the second's few lines would be one more request of everybody.

const EMPTY: BatchState = { kind: "empty", problem: null };
const START_TITLE = "Screen resumes against a job";

interface ScreeningProps {
  userId: string;
  limits: UploadLimits;
}

/** The job of another batch, for a new one. */
export interface SameJob {
  job: string;
  criteria: Criteria;
}

/** The start page: the form, then the batch it sends, live, then its ranked list. */
export function ResumeUpload(
  { userId, limits, recent, again = null }: ScreeningProps & {
    recent: BatchSummary[];
    again?: SameJob | null;
  },
) {
  const session = useBatchSession(userId);
  const state = session?.state.value ?? EMPTY;
  useDropGuard();
  const shown = "view" in state || state.kind === "gone";
  const problem = state.kind === "empty" ? state.problem : null;
  useFocusOnTurn(shown, problem === null);
  const batchId = "view" in state ? state.view.batchId : null;
  // From here on a reload shows the batch, not an empty form.
  useEffect(() => {
    if (batchId) history.replaceState(null, "", `/batches/${encodeURIComponent(batchId)}`);
  }, [batchId]);
  // Kept here, so that it is still there when sending it fails.
  const [form, act] = useReducer(reduceForm, again, formOf);
  const Batch = useLiveBatch(shown || form !== EMPTY_FORM);
  const send = () => {
    act({ type: "sent" });
    const criteria = form.jobFile === null ? form.criteria : null;
    void session?.upload(form.files, form.jobFile ?? form.jobText, limits, criteria, form.blind);
  };
  if (session !== null && state.kind === "gone") {
    const again = () => {
      history.replaceState(null, "", "/");
      session.leave();
    };
    return (
      <>
        <PageHead title={START_TITLE} />
        <GoneBatch message={state.message} kept={form.files.length} onAgain={again} />
      </>
    );
  }
  if (session === null || !("view" in state)) {
    return (
      <>
        <PageHead title={START_TITLE}>
          <p class="lead">
            Watch each resume being read and scored. Every score comes with quotes from the resume.
          </p>
        </PageHead>
        <ScreeningForm
          ready={session !== null}
          form={form}
          refusal={problem}
          limits={limits}
          onAction={act}
          onSubmit={send}
        >
          <CriteriaCheck
            job={form.jobText}
            given={again?.criteria ?? null}
            ready={session !== null}
            onChange={(criteria) => act({ type: "criteriaChanged", criteria })}
          />
        </ScreeningForm>
        <RecentBatches batches={recent} />
      </>
    );
  }
  if (Batch === null) {
    return (
      <>
        <PageHead title={START_TITLE} />
        <p id="batch-title" class="muted waiting" tabIndex={-1}>Sending</p>
      </>
    );
  }
  return <Batch session={session} state={state} limits={limits} />;
}

function formOf(again: SameJob | null): typeof EMPTY_FORM {
  return again === null ? EMPTY_FORM : { ...EMPTY_FORM, jobText: again.job };
}

/** One batch by its id: live where it still runs, its ranked list where it has ended. */
export function BatchView(
  { userId, batchId, title, limits, worked }: ScreeningProps & {
    batchId: string;
    /** What it was called when the page was made. */
    title: string;
    /** Whether it becomes a workbench, which takes the whole width. */
    worked: boolean;
  },
) {
  const session = useBatchSession(userId);
  useEffect(() => void session?.open(batchId), [session, batchId]);
  useDropGuard();
  const Batch = useLiveBatch(true);
  const state = session?.state.value;
  if (session && state?.kind === "gone") {
    return (
      <>
        <PageHead title={title} />
        <GoneBatch message={state.message} />
      </>
    );
  }
  if (!session || !state || !("view" in state) || Batch === null) {
    return (
      <>
        <PageHead title={title} />
        <p class={`muted waiting ${worked ? "bench-awaited" : ""}`}>Loading the batch</p>
      </>
    );
  }
  return <Batch session={session} state={state} limits={limits} />;
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

/**
 * What draws a batch, null until it is loaded. The start page is lighter without: it is needed only by
 * who has begun to fill in the form, and comes while that is done.
 */
function useLiveBatch(needed: boolean): typeof LiveBatch | null {
  const late = useLate(() => import("@/lib/ui/batch/LiveBatch.tsx"), needed);
  return late?.LiveBatch ?? null;
}
