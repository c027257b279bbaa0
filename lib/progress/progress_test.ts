import { assertEquals, assertThrows } from "@std/assert";
import { z } from "zod";
import { progressOfUpdate } from "@/lib/progress/progress.ts";
import type { ProgressUpdate } from "@/lib/wire/progress.ts";

const NOW = new Date(0);

Deno.test("progressOfUpdate fills in what an update leaves open", () => {
  assertEquals(progressOfUpdate("u", { completed: 3, total: 10 }, NOW), {
    user_id: "u",
    batch_id: null,
    run: 1,
    completed: 3,
    total: 10,
    status: "processing",
    message: "",
    successful_files: 3,
    failed_files: 0,
    updated_at: NOW.toISOString(),
  });
});

const filled: [string, ProgressUpdate, Record<string, unknown>][] = [
  ["ends it at the total", { completed: 5, total: 5 }, { status: "completed" }],
  ["keeps a status that is given", { completed: 5, total: 5, status: "failed" }, {
    status: "failed",
  }],
  ["counts what did not fail as successful", { completed: 5, total: 9, failed_files: 2 }, {
    successful_files: 3,
    failed_files: 2,
  }],
  ["keeps further fields as they are", { completed: 0, total: 1, x: { y: [1, null] } }, {
    x: { y: [1, null] },
  }],
  ["takes no identity from outside", {
    completed: 0,
    total: 1,
    user_id: "other",
    batch_id: null,
    updated_at: "x",
  }, { user_id: "u", batch_id: null, updated_at: NOW.toISOString() }],
];

for (const [name, update, expect] of filled) {
  Deno.test(`progressOfUpdate ${name}`, () => {
    const progress = progressOfUpdate("u", update, NOW);
    const picked = Object.fromEntries(Object.keys(expect).map((field) => [field, progress[field]]));
    assertEquals(picked, expect);
  });
}

const refused: [string, Record<string, unknown>][] = [
  ["completed", { completed: 11, total: 10 }],
  ["completed", { completed: -1, total: 10 }],
  ["completed", { completed: 1.5, total: 10 }],
  ["completed", { completed: "3", total: 10 }],
  ["completed", { completed: NaN, total: 10 }],
  ["completed", { total: 10 }],
  ["total", { completed: 3 }],
  ["total", { completed: 3, total: 2e9 }],
  ["status", { completed: 3, total: 10, status: "done" }],
  ["message", { completed: 3, total: 10, message: 5 }],
  ["run", { completed: 3, total: 10, run: 0 }],
  ["failed_files", { completed: 3, total: 10, failed_files: -1 }],
];

for (const [field, update] of refused) {
  Deno.test(`progressOfUpdate names ${field} of ${JSON.stringify(update)}`, () => {
    const error = assertThrows(
      () => progressOfUpdate("u", update as unknown as ProgressUpdate, NOW),
      z.ZodError,
    );
    assertEquals(error.issues[0].path, [field]);
  });
}
