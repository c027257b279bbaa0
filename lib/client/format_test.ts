import { assertEquals } from "@std/assert";
import { countOf, formatBytes, formatMs, points } from "@/lib/client/format.ts";

Deno.test("countOf says one and many", () => {
  assertEquals(countOf(1, "file"), "1 file");
  assertEquals(countOf(1_000, "file"), "1,000 files");
  assertEquals(countOf(0, "match", "matches"), "0 matches");
});

Deno.test("formatBytes picks a unit people read", () => {
  const cases = [[0, "0 B"], [999, "999 B"], [1_000, "1.0 kB"], [999_600, "1.0 MB"], [
    12_340_000,
    "12 MB",
  ]] as const;
  for (const [bytes, text] of cases) assertEquals(formatBytes(bytes), text);
});

Deno.test("points stays between 0 and 100", () => {
  assertEquals([-1, 0, 45.6, 100, 200].map(points), [0, 0, 46, 100, 100]);
});

Deno.test("formatMs keeps the digits that say something", () => {
  assertEquals([0.84, 12.4, 3_400].map(formatMs), ["0.8 ms", "12 ms", "3.4 s"]);
});
