import type { Result, Results } from "@/lib/wire/result.ts";

/** The results of a batch that are there so far, best first. */
export interface Ranking {
  results: readonly Result[];
  /** As many as there will be. */
  total: number;
  complete: boolean;
  /** Id of the log's last event before the first of them was read; null where there are none. */
  position: string | null;
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
  const position = page.offset === 0 ? page.position : ranking?.position ?? null;
  return {
    results: [...before, ...page.results],
    total: page.total,
    complete: page.last,
    position,
  };
}
