import type { Batch } from "@/lib/wire/batch.ts";
import { type Row, rowAfterEvent, rowOfFile } from "@/lib/client/batch/batch_row.ts";
import type { FormProblem } from "@/lib/client/upload/form_problem.ts";
import { mergeRows, notSent } from "@/lib/client/batch/merge_rows.ts";
import { type Ranking, type ResultsPage, withPage } from "@/lib/client/results/ranking.ts";
import type { FileEvent } from "@/lib/wire/stream_events.ts";
import type { Progress } from "@/lib/wire/progress.ts";
import { type BatchStatus, isFinal } from "@/lib/wire/batch_status.ts";
import type { FileOutcome } from "@/lib/client/upload/upload_answer.ts";

/** A batch as the page draws it. */
export interface BatchView {
  /** Null until the server has accepted a file. */
  batchId: string | null;
  run: number;
  status: BatchStatus;
  message: string;
  /** Its text; the name of its file until the server has read it. */
  jobDescription: string;
  rows: readonly Row[];
  /** How many files the batch is to have before it can end; 0 where no more can come. */
  awaited: number;
  /** Steps of files whose acceptance has not been answered yet, by file id. */
  early: ReadonlyMap<string, FileEvent>;
}

/** Everything an island that shows a batch can be. */
export type BatchState =
  | { kind: "empty"; problem: FormProblem | null }
  | { kind: "loading" }
  | { kind: "uploading"; view: BatchView; sentBytes: number; totalBytes: number }
  | { kind: "running"; view: BatchView; problem: string | null }
  /** `results` is null until they are fetched. */
  | { kind: "ended"; view: BatchView; results: Ranking | null; problem: string | null }
  | { kind: "gone"; message: string };

/** What can happen to a {@linkcode BatchState}. */
export type BatchAction =
  | { type: "chosen"; files: readonly { name: string; size: number }[]; job: string }
  | { type: "tooLarge"; indices: readonly number[] }
  | { type: "sending"; indices: readonly number[] }
  | { type: "sent"; bytes: number }
  | { type: "answered"; batchId: string | null; outcomes: Map<number, FileOutcome> }
  | { type: "uploaded" }
  | { type: "loading" }
  | { type: "loaded"; batch: Batch }
  | { type: "file"; event: FileEvent }
  | { type: "progress"; progress: Progress }
  | { type: "results"; page: ResultsPage }
  | { type: "problem"; message: string }
  | { type: "emptied"; problem: FormProblem | null }
  | { type: "gone"; message: string };

/** The state after `action`; the same object where nothing changes. Pure. */
export function reduceBatch(state: BatchState, action: BatchAction): BatchState {
  switch (action.type) {
    case "chosen":
      return chosen(action.files, action.job);
    case "emptied":
      return { kind: "empty", problem: action.problem };
    case "gone":
      return { kind: "gone", message: action.message };
    case "loading":
      return { kind: "loading" };
    case "loaded":
      return loaded(state, action.batch);
  }
  if (!("view" in state)) return state;
  switch (action.type) {
    case "tooLarge":
      return state.kind === "uploading" ? withoutTooLarge(state, action.indices) : state;
    case "sending":
      return { ...state, view: sending(state.view, action.indices) };
    case "sent":
      return state.kind === "uploading" ? { ...state, sentBytes: action.bytes } : state;
    case "answered":
      return { ...state, view: answered(state.view, action.batchId, action.outcomes) };
    case "uploaded":
      return uploaded(state.view);
    case "file":
      return withView(state, afterFile(state.view, action.event, state.kind === "uploading"));
    case "progress":
      return afterProgress(state, action.progress);
    case "results":
      if (state.kind !== "ended") return state;
      return { ...state, results: withPage(state.results, action.page), problem: null };
    case "problem":
      return state.kind === "uploading" ? state : { ...state, problem: action.message };
  }
}

type Viewed = Extract<BatchState, { view: BatchView }>;

function withView(state: Viewed, view: BatchView): BatchState {
  return view === state.view ? state : { ...state, view };
}

function chosen(
  files: readonly { name: string; size: number }[],
  job: string,
): BatchState {
  const rows = files.map(({ name, size }, index): Row => ({
    key: `chosen-${index}`,
    mine: true,
    fileId: null,
    name,
    size,
    state: "waiting",
    run: 0,
    reason: null,
    score: null,
  }));
  const view: BatchView = {
    batchId: null,
    run: 0,
    status: "queued",
    message: "",
    jobDescription: job,
    rows,
    awaited: 0,
    early: new Map(),
  };
  const totalBytes = files.reduce((sum, file) => sum + file.size, 0);
  return { kind: "uploading", view, sentBytes: 0, totalBytes };
}

function withoutTooLarge(
  state: Extract<BatchState, { kind: "uploading" }>,
  indices: readonly number[],
): BatchState {
  const rows = [...state.view.rows];
  let { totalBytes } = state;
  for (const index of indices) {
    totalBytes -= rows[index].size ?? 0;
    rows[index] = { ...rows[index], state: "refused", reason: "The file is too large" };
  }
  return { ...state, view: { ...state.view, rows }, totalBytes };
}

function sending(view: BatchView, indices: readonly number[]): BatchView {
  const rows = [...view.rows];
  for (const index of indices) rows[index] = { ...rows[index], state: "sending" };
  return { ...view, rows };
}

function answered(
  view: BatchView,
  batchId: string | null,
  outcomes: Map<number, FileOutcome>,
): BatchView {
  const rows = [...view.rows];
  const early = new Map(view.early);
  for (const [index, outcome] of outcomes) {
    const { fileId } = outcome;
    if (outcome.kind === "rejected") {
      rows[index] = { ...rows[index], state: "refused", fileId, reason: outcome.reason };
      if (fileId !== null) early.delete(fileId);
      continue;
    }
    const row: Row = { ...rows[index], state: "received", fileId };
    const event = early.get(outcome.fileId);
    early.delete(outcome.fileId);
    rows[index] = event ? rowAfterEvent(row, event) : row;
  }
  return { ...view, batchId, rows, early };
}

function uploaded(view: BatchView): BatchState {
  if (view.batchId !== null) {
    const rows = view.rows.map(notSent);
    return { kind: "running", view: { ...view, rows }, problem: null };
  }
  const results: Ranking = { results: [], total: 0, complete: true };
  return { kind: "ended", view: { ...view, status: "failed" }, results, problem: null };
}

function afterFile(view: BatchView, event: FileEvent, uploading: boolean): BatchView {
  if (view.batchId !== null && event.batch_id !== view.batchId) return view;
  const index = view.rows.findIndex((row) => row.fileId === event.file_id);
  if (index < 0) {
    // The event may come before the answer to the upload, which says what row has this id.
    if (uploading) return { ...view, early: new Map(view.early).set(event.file_id, event) };
    const row = rowOfFile({ size: null, sha256: null, reason: null, score: null, ...event });
    return { ...view, rows: [...view.rows, row] };
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

function loaded(state: BatchState, batch: Batch): BatchState {
  const old = "view" in state ? state.view : null;
  if (old !== null && batch.run < old.run) return state;
  const sameRun = old !== null && old.run !== 0 && old.run === batch.run;
  const view: BatchView = {
    batchId: batch.batch_id,
    run: batch.run,
    // A run that has ended stays so: the answer may be older than the events that overtook it.
    status: state.kind === "ended" && sameRun ? state.view.status : batch.status,
    message: old?.message ?? "",
    jobDescription: batch.job_description ?? old?.jobDescription ?? "",
    rows: mergeRows(old?.rows ?? [], batch.files),
    awaited: awaitedOf(batch),
    early: new Map(),
  };
  if (state.kind === "uploading") return { ...state, view: { ...state.view, run: batch.run } };
  const next = place(view);
  const keep = state.kind === "ended" && next.kind === "ended" && sameRun;
  return keep ? { ...next, results: state.results } : next;
}

function awaitedOf({ open, expected_files, refused_files }: Batch): number {
  return open && expected_files !== null ? expected_files - refused_files : 0;
}

function place(view: BatchView): BatchState {
  if (!isFinal(view.status)) return { kind: "running", view, problem: null };
  return { kind: "ended", view, results: null, problem: null };
}
