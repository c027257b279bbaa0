import type { Api, ResultRange } from "@/lib/client/api/api.ts";
import { retrying } from "@/lib/client/api/retrying.ts";
import { type Ranking, type ResultsPage, withPage } from "@/lib/client/results/ranking.ts";
import type { BackoffOptions } from "@/lib/async/backoff.ts";
import type { Results } from "@/lib/wire/result.ts";

/** As many as are drawn at first: to draw a thousand takes a second. */
const FIRST = 100;

/** To parse a larger page would block the browser for longer than a few tens of milliseconds. */
const NEXT = 300;

/** Gets the results of one batch at a time, best first: few at first, then page after page. */
export class ResultLoader {
  #api: Api;
  #backoff: BackoffOptions | undefined;
  #abort: AbortController | null = null;

  constructor(api: Api, backoff?: BackoffOptions) {
    this.#api = api;
    this.#backoff = backoff;
  }

  /**
   * Hands on each page after the first `from` results. Ends what was being loaded before.
   * @throws {ApiError} a page can't be had; nothing once stopped
   */
  async load(batchId: string, from: number, onPage: (page: ResultsPage) => void): Promise<void> {
    this.stop();
    const { signal } = this.#abort = new AbortController();
    try {
      let limit = from === 0 ? FIRST : NEXT;
      for (let offset = from, last = false; !last; offset += limit, limit = NEXT) {
        const page = await this.#fetch(batchId, { offset, limit }, signal);
        if (signal.aborted) return;
        last = offset + limit >= page.total;
        onPage({ ...page, offset, last });
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /**
   * All results at once; null once stopped.
   * @throws {ApiError}
   */
  async all(batchId: string): Promise<Ranking | null> {
    let all: Ranking | null = null;
    await this.load(batchId, 0, (page) => all = withPage(all, page));
    return (all as Ranking | null)?.complete ? all : null;
  }

  /** Ends what is being loaded. */
  stop(): void {
    this.#abort?.abort();
  }

  #fetch(batchId: string, range: ResultRange, signal: AbortSignal): Promise<Results> {
    const options = { signal, backoff: this.#backoff };
    return retrying(() => this.#api.results(batchId, range, signal), options);
  }
}
