import { assertEquals } from "@std/assert";
import { withProgress } from "@/lib/client/share/batch_listing.ts";
import type { BatchPage } from "@/lib/wire/batch.ts";
import type { Progress } from "@/lib/wire/progress.ts";

const PAGE = {
  batches: [{ batch_id: "a", run: 2, total: 3, completed: 1, refused_files: 1, title: "Cook" }],
  next_cursor: null,
} as BatchPage;

function progress(change: Partial<Progress>): Progress {
  return {
    user_id: "ann",
    batch_id: "a",
    run: 2,
    completed: 3,
    total: 3,
    status: "completed",
    message: "",
    successful_files: 2,
    failed_files: 1,
    updated_at: "2026-01-01T00:00:00.000Z",
    ...change,
  };
}

Deno.test("withProgress puts an event's counts into its batch, and leaves what it doesn't tell", () => {
  const [batch] = withProgress(PAGE, progress({}))!.batches;
  assertEquals([batch.completed, batch.successful_files, batch.failed_files, batch.status], [
    3,
    2,
    1,
    "completed",
  ]);
  assertEquals([batch.refused_files, batch.title], [1, "Cook"]);
});

Deno.test("withProgress heeds no former run, and knows no other batch", () => {
  assertEquals(withProgress(PAGE, progress({ run: 1 }))!.batches, PAGE.batches);
  assertEquals(withProgress(PAGE, progress({ batch_id: "b" })), null);
  assertEquals(withProgress(PAGE, progress({ batch_id: null })), null);
});
