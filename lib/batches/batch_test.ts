import { assertEquals } from "@std/assert";
import {
  type Batch,
  completed,
  finalStatus,
  hasAllExpected,
  isSettled,
  newBatch,
  progressOf,
  total,
  withEnded,
  withFiles,
} from "@/lib/batches/batch.ts";

const now = new Date("2026-01-02T03:04:05Z");
const batch = (change: Partial<Batch> = {}): Batch => ({
  ...newBatch("b", "u", null, new Date(0)),
  ...change,
});

Deno.test("total counts what is expected while the batch is open", () => {
  const cases: [Partial<Batch>, number][] = [
    [{ received: 2 }, 2],
    [{ received: 2, expected: 5 }, 5],
    [{ received: 2, expected: 5, refused: 1 }, 4],
    [{ received: 6, expected: 5 }, 6],
    [{ received: 2, expected: 5, open: false }, 2],
  ];
  for (const [change, wanted] of cases) assertEquals(total(batch(change)), wanted);
});

Deno.test("hasAllExpected counts files that came, refused ones included", () => {
  const cases: [Partial<Batch>, received: number, refused: number, all: boolean][] = [
    [{}, 5, 0, false],
    [{ expected: 5 }, 4, 0, false],
    [{ expected: 5 }, 4, 1, true],
    [{ expected: 5, received: 4 }, 1, 0, true],
    [{ expected: 5 }, 9, 0, true],
  ];
  for (const [change, received, refused, all] of cases) {
    const next = withFiles(batch(change), received, refused, now);
    assertEquals(hasAllExpected(next), all);
    assertEquals(next.received, (change.received ?? 0) + received);
    assertEquals(next.updatedAt, now.toISOString());
  }
});

Deno.test("withEnded counts endings, and never takes a final status back", () => {
  let changed = batch({ received: 5 });
  for (const ending of ["done", "failed", "cancelled"] as const) {
    changed = withEnded(changed, ending, now);
    assertEquals(changed.status, "processing");
  }
  assertEquals([changed.successful, changed.failed, changed.cancelled], [1, 1, 1]);
  assertEquals(completed(withEnded(changed, "cancelled", now, 2)), 5);
  assertEquals(withEnded(batch({ status: "cancelled" }), "done", now).status, "cancelled");
});

Deno.test("isSettled wants a closed batch whose every file has ended", () => {
  const cases: [Partial<Batch>, boolean][] = [
    [{ open: true }, false],
    [{ open: false }, true],
    [{ open: true, received: 1, successful: 1 }, false],
    [{ open: false, received: 2, successful: 1 }, false],
    [{ open: false, received: 2, successful: 1, failed: 1 }, true],
    [{ open: false, received: 2, successful: 2, pending: "cancel" }, true],
    [{ open: false, received: 2, successful: 2, pending: "retry" }, false],
  ];
  for (const [change, wanted] of cases) assertEquals(isSettled(batch(change)), wanted);
});

Deno.test("finalStatus says how a batch ended", () => {
  const cases: [Partial<Batch>, string][] = [
    [{ received: 2, successful: 2 }, "completed"],
    [{ received: 2, successful: 1, failed: 1 }, "completed"],
    [{ received: 2, failed: 2 }, "failed"],
    [{ received: 2, cancelled: 2 }, "cancelled"],
    [{ received: 2, successful: 1, cancelled: 1, pending: "cancel" }, "cancelled"],
    [{ received: 0 }, "completed"],
    [{ received: 0, pending: "cancel" }, "cancelled"],
  ];
  for (const [change, wanted] of cases) assertEquals(finalStatus(batch(change)), wanted);
});

Deno.test("progressOf names results only where there are any", () => {
  const ended = batch({ received: 3, successful: 2, failed: 1, status: "completed", open: false });
  const ranked = [{ file_id: "f", name: "a.pdf", score: 71.5, rank: 1 }];
  const progress = progressOf(ended, ranked);
  assertEquals(progress.results, ranked);
  assertEquals(progress.results_total, 2);
  assertEquals(progress.results_url, "/api/v1/resumes/batches/b/results");
  assertEquals(progress.message, "2 of 3 scored, 1 failed");
  assertEquals("results" in progressOf(batch()), false);
});

Deno.test("progressOf speaks of every status", () => {
  const cases: [Partial<Batch>, string][] = [
    [{ received: 1 }, "0 of 1 scored"],
    [{ received: 4, status: "processing", successful: 1 }, "1 of 4 scored"],
    [{ received: 4, status: "completed", successful: 4 }, "4 of 4 scored"],
    [{ received: 4, status: "failed", failed: 4 }, "0 of 4 scored, 4 failed"],
    [
      { received: 4, status: "cancelled", successful: 1, failed: 1, cancelled: 2 },
      "1 of 4 scored, 1 failed, 2 cancelled",
    ],
  ];
  for (const [change, wanted] of cases) assertEquals(progressOf(batch(change)).message, wanted);
});
