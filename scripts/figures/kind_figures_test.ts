import { assertEquals } from "@std/assert";
import { Extractor } from "@/lib/extract/extractor.ts";
import { kindFigures } from "@/scripts/figures/kind_figures.ts";

Deno.test("kindFigures finds every word in every kind of file", async () => {
  await using extractor = new Extractor({ size: 1, timeoutMs: 30_000 });
  const figures = await kindFigures(extractor, [
    "Jane Smith\nC++ & {Go} <3\nÉcole, Łódź, Москва, 東京 😀",
  ]);
  assertEquals(figures.filter(({ words }) => words < 1), []);
  assertEquals(figures.length, 8);
});
