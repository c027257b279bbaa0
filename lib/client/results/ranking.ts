import type { Result, Results } from "@/lib/wire/result.ts";

/** The results of a batch that are there so far, best first. */
export interface Ranking {
  results: readonly Result[];
  /** As many as there will be. */
  total: number;
  complete: boolean;
}

/** Some of a batch's results; the first page has offset 0. */
export interface ResultsPage extends Omit<Results, "next_cursor" | "files"> {
  offset: number;
  /** Whether there are none after them. */
  last: boolean;
}

/** The ranking with a further page; the first begins it anew. Pages come in their order. */
export function withPage(ranking: Ranking | null, page: ResultsPage): Ranking {
  const before = page.offset === 0 ? [] : ranking?.results ?? [];
  return { results: [...before, ...page.results], total: page.total, complete: page.last };
}
