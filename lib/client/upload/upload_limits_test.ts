import { assertEquals } from "@std/assert";
import { refusalsOf } from "@/lib/client/upload/upload_limits.ts";

Deno.test("refusalsOf says what is not sent, and why", () => {
  const files = [3, 0, 11, 3, 3].map((size) => ({ size }));
  const limits = { maxFileBytes: 10, maxFiles: 4 };
  assertEquals([...refusalsOf(files, limits)], [
    [1, "This file is empty"],
    [2, "This file is over 10 B"],
  ]);
  assertEquals(refusalsOf(files, limits, 2).get(4), "The batch has all of its 4 files");
  assertEquals([...refusalsOf(files).keys()], [1]);
});
