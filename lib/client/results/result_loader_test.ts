import { assertEquals } from "@std/assert";
import { Api } from "@/lib/client/api/api.ts";
import type { ResultsPage } from "@/lib/client/results/ranking.ts";
import { ResultLoader } from "@/lib/client/results/result_loader.ts";

const CASES: [total: number, from: number, ranges: [offset: number, limit: number][]][] = [
  [0, 0, [[0, 100]]],
  [100, 0, [[0, 100]]],
  [101, 0, [[0, 100], [100, 300]]],
  [1000, 0, [[0, 100], [100, 300], [400, 300], [700, 300]]],
  [500, 100, [[100, 300], [400, 300]]],
];

for (const [total, from, ranges] of CASES) {
  Deno.test(`ResultLoader gets ${total} results after ${from} in ${ranges.length} pages`, async () => {
    const asked: number[][] = [];
    const fetch = (url: URL | RequestInfo) => {
      const { searchParams } = new URL(String(url));
      asked.push([Number(searchParams.get("offset")), Number(searchParams.get("limit"))]);
      return Promise.resolve(Response.json({ results: [], total }));
    };
    const pages: ResultsPage[] = [];
    const loader = new ResultLoader(new Api({ baseUrl: "http://localhost", fetch }));
    await loader.load("B", from, (page) => void pages.push(page));
    assertEquals(asked, ranges);
    assertEquals(pages.map(({ offset }) => offset), ranges.map(([offset]) => offset));
    assertEquals(pages.map(({ last }) => last), ranges.map((_, i) => i === ranges.length - 1));
  });
}
