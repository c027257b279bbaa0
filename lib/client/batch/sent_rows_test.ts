import { assertEquals } from "@std/assert";
import { answeredRows, chosenRows, sendingRows, unsentIn } from "@/lib/client/batch/sent_rows.ts";
import type { FileOutcome } from "@/lib/client/upload/upload_answer.ts";

const chosen = ["a", "b", "c"].map((key) => ({ key, name: `${key}.txt`, size: 1, reason: null }));
const accepted = (fileId: string): FileOutcome => ({ kind: "accepted", fileId });

Deno.test("chosenRows knows what won't be sent", () => {
  const rows = chosenRows([{ ...chosen[0], reason: "This file is empty" }, chosen[1]]);
  assertEquals(rows.map(({ state, reason }) => [state, reason]), [
    ["refused", "This file is empty"],
    ["waiting", null],
  ]);
  assertEquals(unsentIn(rows), 1);
});

Deno.test("answeredRows gives a file that the batch had already one row", () => {
  const rows = sendingRows(chosenRows(chosen), ["a", "b", "c"]);
  const outcomes = new Map([["a", accepted("1")], ["b", accepted("1")], ["c", accepted("2")]]);
  const first = answeredRows(rows, new Map(), outcomes).rows;
  assertEquals(first.map(({ key, fileId }) => [key, fileId]), [["a", "1"], ["c", "2"]]);
  const again = [...first, ...chosenRows([{ ...chosen[0], key: "d" }])];
  const second = answeredRows(again, new Map(), new Map([["d", accepted("2")]])).rows;
  assertEquals(second, first);
});

Deno.test("answeredRows takes the steps in that overtook the answer", () => {
  const step = {
    batch_id: "B",
    file_id: "1",
    run: 1,
    name: "a.txt",
    state: "done" as const,
    score: 7,
    updated_at: "",
  };
  const { rows, early } = answeredRows(
    chosenRows(chosen),
    new Map([["1", step]]),
    new Map([["a", accepted("1")]]),
  );
  assertEquals([rows[0].state, rows[0].score, early.size], ["done", 7, 0]);
});
