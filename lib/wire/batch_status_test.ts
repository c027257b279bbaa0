import { assertEquals } from "@std/assert";
import { BATCH_STATUSES, isFinal } from "@/lib/wire/batch_status.ts";
import { FILE_STATES, isEnding } from "@/lib/wire/file_state.ts";

Deno.test("isFinal and isEnding know the three ends", () => {
  assertEquals(BATCH_STATUSES.filter(isFinal), ["completed", "failed", "cancelled"]);
  assertEquals(FILE_STATES.filter(isEnding), ["done", "failed", "cancelled"]);
});
