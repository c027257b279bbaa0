import { assertEquals } from "@std/assert";
import { containerNames, countRows, type Row } from "@/lib/client/batch/batch_row.ts";

const base = { mine: false, size: 1, run: 1, reason: null, retryable: false, at: "" };
const row = (fileId: string, name: string, parent: string | null, score: number | null): Row => ({
  ...base,
  key: `row ${fileId}`,
  fileId,
  name,
  parent,
  state: "done",
  score,
});
const rows = [
  row("1", "all.zip", null, null),
  row("2", "anna.txt", "1", 50),
  row("3", "bo.txt", null, 40),
];

Deno.test("containerNames says what the files are called that others were in", () => {
  assertEquals([...containerNames(rows)], [["1", "all.zip"]]);
  assertEquals(containerNames(rows.slice(1)).size, 0);
});

Deno.test("countRows leaves out what was unpacked", () => {
  const { total, ended, done } = countRows(rows);
  assertEquals([total, ended, done], [2, 2, 2]);
});
