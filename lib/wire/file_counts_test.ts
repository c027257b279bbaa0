import { assertEquals } from "@std/assert";
import { countsInWords, type FileCounts } from "@/lib/wire/file_counts.ts";

Deno.test("countsInWords names what there is, in one order", () => {
  const none: FileCounts = { given: 10, scored: 0, failed: 0, cancelled: 0, refused: 0 };
  const cases: [Partial<FileCounts>, string][] = [
    [{}, "0 of 10 scored"],
    [{ scored: 8, failed: 1, refused: 1 }, "8 of 10 scored, 1 failed, 1 refused"],
    [{ refused: 10 }, "0 of 10 scored, 10 refused"],
    [{ scored: 3, cancelled: 7 }, "3 of 10 scored, 7 cancelled"],
  ];
  for (const [counts, words] of cases) assertEquals(countsInWords({ ...none, ...counts }), words);
});
