import type { Result } from "@/lib/wire/result.ts";
import type { ResultsPage } from "@/lib/client/results/result_pages.ts";

/** The results of a batch that are there so far, best first. */
export interface Ranking {
  results: readonly Result[];
  /** As many as there will be. */
  total: number;
  complete: boolean;
}

/** The ranking with a further page; the first begins it anew. Pages come in their order. */
export function withPage(ranking: Ranking | null, page: ResultsPage): Ranking {
  const before = page.offset === 0 ? [] : ranking?.results ?? [];
  return { results: [...before, ...page.results], total: page.total, complete: page.last };
}
