import type { Api } from "@/lib/client/api/api.ts";
import type { BackoffOptions } from "@/lib/async/backoff.ts";
import { resultPages, type ResultsPage } from "@/lib/client/results/result_pages.ts";
import { retrying } from "@/lib/client/api/retrying.ts";

/** Gets the results of one batch at a time, page after page. */
export class ResultLoader {
  #api: Api;
  #backoff: BackoffOptions | undefined;
  #abort: AbortController | null = null;

  constructor(api: Api, backoff?: BackoffOptions) {
    this.#api = api;
    this.#backoff = backoff;
  }

  /**
   * Hands on each page after the first `from` results; what was being loaded is let go. Throws
   * ApiError, nothing once stopped.
   */
  async load(batchId: string, from: number, onPage: (page: ResultsPage) => void): Promise<void> {
    this.stop();
    const { signal } = this.#abort = new AbortController();
    const pages = resultPages(
      (range) =>
        retrying(() => this.#api.results(batchId, range, signal), {
          signal,
          backoff: this.#backoff,
        }),
      from,
    );
    try {
      for await (const page of pages) {
        if (signal.aborted) return;
        onPage(page);
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /** Lets go of what is being loaded. */
  stop(): void {
    this.#abort?.abort();
  }
}
