import { assertEquals } from "@std/assert";
import type { Row } from "@/lib/client/batch/batch_row.ts";
import { bestRows, orderRows } from "@/lib/client/batch/row_order.ts";

function row(key: string, state: Row["state"], more: Partial<Row> = {}): Row {
  const base = { mine: false, fileId: key, parent: null, name: key, size: 1, run: 1 };
  return { ...base, reason: null, key, state, retryable: false, score: null, at: "", ...more };
}

const keys = (rows: Row[]) => rows.map(({ key }) => key).join(" ");

Deno.test("orderRows puts what is worked on first, then what ended last, then the queue", () => {
  const rows = [
    row("queued", "received"),
    row("old", "done", { at: "2026-01-01T00:00:01Z" }),
    row("unsent", "unsent"),
    row("waiting", "waiting"),
    row("reading", "extracting", { at: "2026-01-01T00:00:00Z" }),
    row("new", "failed", { at: "2026-01-01T00:00:02Z" }),
    row("sending", "sending"),
  ];
  assertEquals(keys(orderRows(rows)), "reading sending new old unsent queued waiting");
});

Deno.test("bestRows names the best that are scored, and no more than are wanted", () => {
  const rows = [
    row("a", "done", { score: 40 }),
    row("b", "failed"),
    row("c", "done", { score: 90 }),
    row("d", "done", { score: 40 }),
    row("e", "scoring", { score: 99 }),
    row("f", "done", { score: 3 }),
  ];
  assertEquals(keys(bestRows(rows, 3)), "c a d");
});
