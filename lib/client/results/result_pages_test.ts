import { assertEquals } from "@std/assert";
import { resultPages } from "@/lib/client/results/result_pages.ts";
import type { ResultRange } from "@/lib/client/api/api.ts";

for (
  const [total, ranges] of [
    [0, [[0, 100]]],
    [100, [[0, 100]]],
    [101, [[0, 100], [100, 300]]],
    [1000, [[0, 100], [100, 300], [400, 300], [700, 300]]],
  ] as const
) {
  Deno.test(`resultPages gets ${total} results in ${ranges.length} pages`, async () => {
    const asked: ResultRange[] = [];
    const fetchPage = (range: ResultRange) => {
      asked.push(range);
      return Promise.resolve({ results: [], total });
    };
    const pages = await Array.fromAsync(resultPages(fetchPage));
    assertEquals(asked, ranges.map(([offset, limit]) => ({ offset, limit })));
    assertEquals(pages.map(({ offset }) => offset), ranges.map(([offset]) => offset));
    assertEquals(pages.map(({ last }) => last), ranges.map((_, i) => i === ranges.length - 1));
  });
}
