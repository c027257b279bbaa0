import type { ResultRange } from "@/lib/client/api/api.ts";
import type { Results } from "@/lib/wire/result.ts";

/** Some of a batch's results; the first page has offset 0. */
export interface ResultsPage extends Results {
  offset: number;
  /** Whether there are none after them. */
  last: boolean;
}

/** As many as are drawn at first: a second's wait for a thousand is spent where nobody sees it. */
const FIRST = 100;

/** A page of these is read in a few tens of milliseconds, in which nothing else can be done. */
const NEXT = 300;

/** The results of a batch after the first `from` (0), best first: few at first, then the rest. */
export async function* resultPages(
  fetchPage: (range: ResultRange) => Promise<Results>,
  from = 0,
): AsyncGenerator<ResultsPage> {
  let last = false;
  for (let offset = from, limit = from === 0 ? FIRST : NEXT; !last; offset += limit, limit = NEXT) {
    const page = await fetchPage({ offset, limit });
    last = offset + limit >= page.total;
    yield { ...page, offset, last };
  }
}
