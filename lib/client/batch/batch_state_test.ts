import { assertEquals } from "@std/assert";
import type { Batch } from "@/lib/wire/batch.ts";
import type { Result } from "@/lib/wire/result.ts";
import { countRows } from "@/lib/client/batch/batch_row.ts";
import { type BatchAction, type BatchState, reduceBatch } from "@/lib/client/batch/batch_state.ts";
import type { FileEvent } from "@/lib/wire/stream_events.ts";
import type { Progress } from "@/lib/wire/progress.ts";
import type { FileState } from "@/lib/wire/file_state.ts";

const empty: BatchState = { kind: "empty", problem: null };
const after = (...actions: BatchAction[]) => actions.reduce(reduceBatch, empty);

const choose: BatchAction = {
  type: "chosen",
  files: [
    { key: "a", name: "a.txt", size: 3, reason: null },
    { key: "b", name: "b.txt", size: 4, reason: null },
  ],
  job: "A cook",
};
const answer: BatchAction = {
  type: "answered",
  batchId: "B",
  outcomes: new Map([
    ["a", { kind: "accepted", fileId: "f0" }],
    ["b", { kind: "rejected", fileId: null, reason: "Empty" }],
  ]),
};

function step(file_id: string, state: FileState, more: Partial<FileEvent> = {}): BatchAction {
  const base = { batch_id: "B", run: 1, name: "a.txt", updated_at: "" };
  return { type: "file", event: { ...base, file_id, state, ...more } };
}

function progress(more: Partial<Progress>): BatchAction {
  const base = { user_id: "u", batch_id: "B", run: 1, completed: 0, total: 1, message: "" };
  const rest = { successful_files: 0, failed_files: 0, updated_at: "" };
  return { type: "progress", progress: { ...base, ...rest, status: "processing", ...more } };
}

function load(run: number, status: Batch["status"], ...states: FileState[]): BatchAction {
  const files = states.map((state, i) => ({
    file_id: `f${i}`,
    name: `${i}.txt`,
    size: 1,
    sha256: null,
    state,
    run,
    reason: null,
    retryable: false,
    score: null,
    updated_at: "",
  }));
  const batch = {
    batch_id: "B",
    run,
    status,
    files,
    job_description: "A cook",
  } as unknown as Batch;
  return { type: "loaded", batch };
}

function states(state: BatchState): string[] {
  return "view" in state ? state.view.rows.map((row) => row.state) : [];
}

Deno.test("reduceBatch follows files from the choice to the answer", () => {
  assertEquals(states(after(choose)), ["waiting", "waiting"]);
  assertEquals(states(after(choose, { type: "sending", keys: ["a"] })), ["sending", "waiting"]);
  assertEquals(states(after(choose, answer)), ["received", "refused"]);
});

Deno.test("reduceBatch keeps a step that overtakes the upload's answer", () => {
  const state = after(choose, step("f0", "extracting"), step("f0", "done", { score: 0.5 }), answer);
  assertEquals(states(state), ["done", "refused"]);
  assertEquals("view" in state && state.view.rows[0].score, 0.5);
});

Deno.test("reduceBatch lets an ended file end once per run", () => {
  const running = [
    choose,
    answer,
    { type: "uploaded" },
    load(1, "processing", "received"),
  ] as const;
  const done = after(...running, step("f0", "done"), step("f0", "scoring"));
  assertEquals(states(done), ["done", "refused"]);
  const again = after(...running, step("f0", "failed"), step("f0", "extracting", { run: 2 }));
  assertEquals(states(again), ["extracting", "refused"]);
});

Deno.test("reduceBatch ignores other batches and older runs", () => {
  const state = after(load(2, "processing", "extracting"));
  for (
    const action of [
      step("f0", "failed", { batch_id: "other", run: 2 }),
      step("f0", "failed", { run: 1 }),
      progress({ batch_id: null, status: "failed" }),
      progress({ batch_id: "other", run: 2, status: "failed" }),
      progress({ run: 1, status: "cancelled" }),
    ]
  ) assertEquals(reduceBatch(state, action), state);
});

Deno.test("reduceBatch follows files that a new run takes up one after the other", () => {
  const ended = after(load(1, "cancelled", "done", "cancelled", "cancelled"));
  // The batch is in its second run before all of its files are.
  const retrying = load(2, "queued", "done", "cancelled", "cancelled");
  if (retrying.type === "loaded") retrying.batch.files.forEach((file) => file.run = 1);
  const steps = [step("f1", "received", { run: 2 }), step("f1", "done", { run: 2 })];
  const state = [retrying, ...steps].reduce(reduceBatch, ended);
  assertEquals(states(state), ["done", "done", "cancelled"]);
});

Deno.test("reduceBatch doesn't let a late answer undo events", () => {
  const running = after(load(1, "processing", "scoring", "received"), step("f0", "done"));
  assertEquals(states(reduceBatch(running, load(1, "processing", "scoring", "extracting"))), [
    "done",
    "extracting",
  ]);
  assertEquals(states(reduceBatch(running, load(2, "processing", "received", "received"))), [
    "received",
    "received",
  ]);
});

Deno.test("reduceBatch ends with the final progress and starts again with a new run", () => {
  const ended = after(load(1, "processing", "done"), progress({ status: "completed" }));
  assertEquals(ended.kind, "ended");
  const page = (offset: number, last: boolean): BatchAction => {
    const results = [{ file_id: `f${offset}` } as Result];
    return { type: "results", page: { position: "e.0", results, total: 2, offset, last } };
  };
  const shown = [page(0, false), page(1, true)].reduce(reduceBatch, ended);
  const ranking = shown.kind === "ended" ? shown.results : null;
  assertEquals(ranking?.results.map(({ file_id }) => file_id), ["f0", "f1"]);
  assertEquals(ranking?.complete, true);
  assertEquals(reduceBatch(shown, load(1, "completed", "done")), shown);
  assertEquals(reduceBatch(shown, progress({ run: 2 })).kind, "running");
});

Deno.test("reduceBatch is not ended by progress before the upload is", () => {
  const state = after(choose, answer, progress({ status: "completed" }));
  assertEquals(state.kind, "uploading");
});

Deno.test("reduceBatch says which files an upload that broke off never came to", () => {
  const accept: BatchAction = {
    type: "answered",
    batchId: "B",
    outcomes: new Map([["a", { kind: "accepted", fileId: "f0" }]]),
  };
  const broken = after(choose, accept, { type: "uploaded" });
  assertEquals(states(broken), ["received", "unsent"]);
  assertEquals(states(reduceBatch(broken, load(1, "completed", "done"))), ["done", "unsent"]);
});

Deno.test("reduceBatch ends at once where every file was rejected", () => {
  const none: BatchAction = {
    type: "answered",
    batchId: null,
    outcomes: new Map(
      ["a", "b"].map((key) => [key, { kind: "rejected", fileId: null, reason: "Empty" }]),
    ),
  };
  const state = after(choose, none, { type: "uploaded" });
  assertEquals(state.kind === "ended" && state.results?.total, 0);
  assertEquals(states(state), ["refused", "refused"]);
});

Deno.test("reduceBatch keeps a problem while the batch moves on", () => {
  const refused: BatchAction = { type: "problem", message: "The server did not answer" };
  const running = after(load(1, "processing", "received"), refused, progress({}));
  assertEquals(running.kind === "running" && running.problem, "The server did not answer");
  const again = reduceBatch(running, load(1, "processing", "received"));
  assertEquals(again.kind === "running" && again.problem, null);
});

Deno.test("countRows adds up", () => {
  const state = after(choose, answer, { type: "uploaded" }, step("f0", "failed"));
  const counts = "view" in state ? countRows(state.view.rows) : null;
  assertEquals(counts, {
    total: 2,
    ended: 2,
    done: 0,
    failed: 1,
    cancelled: 0,
    refused: 1,
    unsent: 0,
  });
});

Deno.test("reduceBatch doesn't take back what events said before an older answer came", () => {
  const ended = after(load(1, "failed", "failed"), progress({ run: 2, status: "completed" }));
  assertEquals(ended.kind, "ended");
  for (const older of [load(2, "processing", "scoring"), load(1, "failed", "failed")]) {
    const state = reduceBatch(ended, older);
    assertEquals([state.kind, "view" in state && state.view.run], ["ended", 2]);
  }
});
