import { assertEquals } from "@std/assert";
import type { Row } from "@/lib/client/batch/batch_row.ts";
import { mergeRows } from "@/lib/client/batch/merge_rows.ts";
import type { FileState } from "@/lib/wire/file_state.ts";

function row(fileId: string | null, state: Row["state"], more: Partial<Row> = {}): Row {
  const base = {
    key: `chosen-${fileId}`,
    mine: true,
    parent: null,
    name: "a.txt",
    size: 1,
    run: 1,
    reason: null,
    retryable: false,
    score: null,
    at: "",
  };
  return { ...base, fileId, state, ...more };
}

function file(file_id: string, state: FileState, name = "a.txt", run = 1) {
  const rest = {
    parent: null,
    sha256: null,
    reason: null,
    retryable: false,
    score: null,
    updated_at: "",
  };
  return { file_id, name, size: 1, state, run, ...rest };
}

const states = (rows: Row[]) => rows.map(({ fileId, state }) => `${fileId} ${state}`);

Deno.test("mergeRows takes the server's word, but for what ended since", () => {
  const rows = [row("1", "done"), row("2", "received")];
  const files = [file("1", "scoring"), file("2", "failed"), file("3", "received")];
  assertEquals(states(mergeRows(rows, files)), ["1 done", "2 failed", "3 received"]);
  const again = [file("1", "scoring", "a.txt", 2)];
  assertEquals(states(mergeRows(rows, again)), ["1 scoring"]);
  assertEquals(states(mergeRows([row("1", "received", { run: 2 })], files.slice(0, 1))), [
    "1 received",
  ]);
});

Deno.test("mergeRows keeps files that only the page knows", () => {
  const rows = [row("1", "done"), row(null, "refused", { reason: "Empty" }), row(null, "waiting")];
  const merged = mergeRows(rows, [file("1", "done")]);
  assertEquals(states(merged), ["1 done", "null refused", "null unsent"]);
});

Deno.test("mergeRows finds files again whose acceptance was not heard of", () => {
  const rows = [
    row("1", "done"),
    row(null, "sending", { key: "chosen-b", name: "b.txt" }),
    row(null, "waiting", { name: "c.txt" }),
    row("2", "received", { key: "2", mine: false, name: "b.txt" }),
  ];
  const merged = mergeRows(rows, [file("1", "done"), file("2", "scoring", "b.txt")]);
  assertEquals(states(merged), ["1 done", "2 scoring", "null unsent"]);
  assertEquals(merged[1].key, "chosen-b");
});
