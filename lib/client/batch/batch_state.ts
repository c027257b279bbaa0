import type { Batch } from "@/lib/wire/batch.ts";
import type { OutageWait } from "@/lib/client/api/outage.ts";
import { type Row, rowAfterEvent, rowOfFile } from "@/lib/client/batch/batch_row.ts";
import { awaitedOf } from "@/lib/client/upload/batch_sending.ts";
import type { FormProblem } from "@/lib/client/upload/form_problem.ts";
import { mergeRows, notSent } from "@/lib/client/batch/merge_rows.ts";
import { type Ranking, type ResultsPage, withPage } from "@/lib/client/results/ranking.ts";
import type { FileEvent } from "@/lib/wire/stream_events.ts";
import type { Progress } from "@/lib/wire/progress.ts";
import { type BatchStatus, isFinal } from "@/lib/wire/batch_status.ts";
import { answeredRows, chosenRows, sendingRows } from "@/lib/client/batch/sent_rows.ts";
import type { ChosenFile, SendingAction } from "@/lib/client/upload/sending_action.ts";

/** A batch as the page draws it. */
export interface BatchView {
  /** Null until the server has accepted a file. */
  batchId: string | null;
  run: number;
  status: BatchStatus;
  message: string;
  /** What people call it; "" until the server has said it. */
  title: string;
  /** Its text; the name of its file until the server has read it. */
  jobDescription: string;
  /** Whether whose the files are is hidden. */
  blind: boolean;
  rows: readonly Row[];
  /** How many files the batch is to have before it can end; 0 where no more can come. */
  awaited: number;
  /** Whether more files may come. */
  open: boolean;
  /** Whether another page is sending files. */
  sentByOther: boolean;
  /** Steps of files whose acceptance has not been answered yet, by file id. */
  early: ReadonlyMap<string, FileEvent>;
}

/** Everything an island that shows a batch can be. */
export type BatchState =
  | { kind: "empty"; problem: FormProblem | null }
  | { kind: "loading" }
  /** `wait` is what it waits for, null where it goes on. */
  | {
    kind: "uploading";
    view: BatchView;
    sentBytes: number;
    totalBytes: number;
    wait: OutageWait | null;
  }
  | { kind: "running"; view: BatchView; problem: string | null }
  /** `results` is null until they are fetched. */
  | { kind: "ended"; view: BatchView; results: Ranking | null; problem: string | null }
  | { kind: "gone"; message: string };

/** What can happen to a {@linkcode BatchState}. */
export type BatchAction =
  | SendingAction
  | { type: "loading" }
  /** `sentByOther`: by a page that is not this one. */
  | { type: "loaded"; batch: Batch; sentByOther?: boolean }
  | { type: "file"; event: FileEvent }
  | { type: "progress"; progress: Progress }
  | { type: "results"; page: ResultsPage }
  /** All results anew. */
  | { type: "ranked"; ranking: Ranking }
  | { type: "problem"; message: string }
  | { type: "gone"; message: string };

/** The state after `action`; the same object where nothing changes. Pure. */
export function reduceBatch(state: BatchState, action: BatchAction): BatchState {
  switch (action.type) {
    case "chosen":
      return chosen(action.files, action.job, action.blind ?? false);
    case "emptied":
      return { kind: "empty", problem: action.problem };
    case "gone":
      return { kind: "gone", message: action.message };
    case "loading":
      return { kind: "loading" };
    case "loaded":
      return loaded(state, action);
  }
  if (!("view" in state)) return state;
  const { view } = state;
  switch (action.type) {
    case "added":
      return uploading(withAdded(state.view, action.files), action.files);
    case "sending":
      return withView(state, { ...view, rows: sendingRows(view.rows, action.keys) });
    case "waiting":
      return state.kind === "uploading" ? { ...state, wait: action.wait } : state;
    case "sent":
      return state.kind === "uploading" ? { ...state, sentBytes: action.bytes } : state;
    case "answered":
      return withView(state, {
        ...view,
        batchId: action.batchId,
        ...answeredRows(view.rows, view.early, action.outcomes),
      });
    case "uploaded":
      return uploaded(state.view);
    case "file":
      return withView(state, afterFile(state.view, action.event, state.kind === "uploading"));
    case "progress":
      return afterProgress(state, action.progress);
    case "results":
      if (state.kind !== "ended") return state;
      return { ...state, results: withPage(state.results, action.page), problem: null };
    case "ranked":
      return state.kind === "ended" ? { ...state, results: action.ranking } : state;
    case "problem":
      return state.kind === "uploading" ? state : { ...state, problem: action.message };
  }
}

/** A state that has files to show. */
export type Viewed = Extract<BatchState, { view: BatchView }>;

function withView(state: Viewed, view: BatchView): BatchState {
  return view === state.view ? state : { ...state, view };
}

function chosen(files: readonly ChosenFile[], job: string, blind: boolean): BatchState {
  const view: BatchView = {
    batchId: null,
    run: 0,
    status: "queued",
    message: "",
    title: "",
    jobDescription: job,
    blind,
    rows: chosenRows(files),
    awaited: 0,
    open: true,
    sentByOther: false,
    early: new Map(),
  };
  return uploading(view, files);
}

function uploading(view: BatchView, files: readonly ChosenFile[]): BatchState {
  const totalBytes = files.reduce((sum, { size, reason }) => reason === null ? sum + size : sum, 0);
  return { kind: "uploading", view, sentBytes: 0, totalBytes, wait: null };
}

function withAdded(view: BatchView, files: readonly ChosenFile[]): BatchView {
  const keys = new Set(files.map(({ key }) => key));
  return {
    ...view,
    rows: [...view.rows.filter(({ key }) => !keys.has(key)), ...chosenRows(files)],
  };
}

function uploaded(view: BatchView): BatchState {
  if (view.batchId !== null) {
    const rows = view.rows.map(notSent);
    return { kind: "running", view: { ...view, rows }, problem: null };
  }
  const results: Ranking = { results: [], total: 0, complete: true, position: null };
  return { kind: "ended", view: { ...view, status: "failed" }, results, problem: null };
}

function afterFile(view: BatchView, event: FileEvent, uploading: boolean): BatchView {
  if (view.batchId !== null && event.batch_id !== view.batchId) return view;
  const index = view.rows.findIndex((row) => row.fileId === event.file_id);
  if (index < 0) {
    // The event may come before the answer to the upload, which says what row has this id.
    if (uploading) return { ...view, early: new Map(view.early).set(event.file_id, event) };
    const unknown = {
      parent: null,
      size: null,
      sha256: null,
      reason: null,
      retryable: false,
      score: null,
    };
    return { ...view, rows: [...view.rows, rowOfFile({ ...unknown, ...event })] };
  }
  const row = rowAfterEvent(view.rows[index], event);
  if (row === view.rows[index]) return view;
  return { ...view, rows: view.rows.with(index, row) };
}

function afterProgress(state: Viewed, progress: Progress): BatchState {
  const { view } = state;
  if (progress.batch_id === null || progress.batch_id !== view.batchId) return state;
  const { run } = progress;
  if (run < view.run || (state.kind === "ended" && run === view.run)) return state;
  const next: BatchView = { ...view, run, status: progress.status, message: progress.message };
  if (state.kind === "uploading") return { ...state, view: next };
  const moved = place(next);
  // On a busy batch the next event would remove the problem before anyone has read it.
  const keep = state.kind === "running" && moved.kind === "running";
  return keep ? { ...moved, problem: state.problem } : moved;
}

function loaded(
  state: BatchState,
  { batch, sentByOther = false }: { batch: Batch; sentByOther?: boolean },
): BatchState {
  const old = "view" in state ? state.view : null;
  if (old !== null && batch.run < old.run) return state;
  const sameRun = old !== null && old.run !== 0 && old.run === batch.run;
  const view: BatchView = {
    batchId: batch.batch_id,
    run: batch.run,
    // A run that has ended stays so: the answer may be older than the events that overtook it.
    status: state.kind === "ended" && sameRun ? state.view.status : batch.status,
    message: old?.message ?? "",
    title: batch.title,
    jobDescription: batch.job_description ?? old?.jobDescription ?? "",
    blind: batch.blind,
    rows: mergeRows(old?.rows ?? [], batch.files),
    awaited: awaitedOf(batch),
    open: batch.open,
    sentByOther,
    early: new Map(),
  };
  if (state.kind === "uploading") return { ...state, view: { ...state.view, run: batch.run } };
  const next = place(view);
  const keep = state.kind === "ended" && next.kind === "ended" && sameRun;
  return keep ? { ...next, results: state.results } : next;
}

function place(view: BatchView): BatchState {
  if (!isFinal(view.status)) return { kind: "running", view, problem: null };
  return { kind: "ended", view, results: null, problem: null };
}
