import type { z } from "zod";
import { fileView } from "@/lib/api/answers/batch_view.ts";
import { ResultSearch } from "@/lib/wire/review/result_search.ts";
import type { resultsQuery } from "@/lib/api/queries.ts";
import type { Place } from "@/lib/batches/batch_store.ts";
import type { Services } from "@/lib/services.ts";
import type { BatchFile } from "@/lib/wire/batch.ts";
import type { FileState } from "@/lib/wire/file_state.ts";
import type { Result } from "@/lib/wire/result.ts";
import type { Decision } from "@/lib/wire/review/decision.ts";

export type ResultsQuery = z.output<typeof resultsQuery>;

/** How files are shown to who asks: as they are, or with some of it hidden. */
export interface Showing {
  result(result: Result): Result;
  file(file: BatchFile): BatchFile;
}

/** As they are. */
export const PLAIN: Showing = { result: (result) => result, file: (file) => file };

type Stores = Pick<Services, "batches" | "decisions">;

/** Some of the results of a batch: those that a query asks for, best first. */
export class ResultList {
  readonly #stores: Stores;
  readonly #user: string;
  readonly #batch: string;
  readonly #query: ResultsQuery;
  readonly #showing: Showing;
  readonly #search: ResultSearch | null;
  #latest: ReadonlyMap<string, Decision> = new Map();
  #next: Place | null = null;
  #files: ReadonlyMap<string, BatchFile> = new Map();
  #unscored: BatchFile[] = [];

  private constructor(
    stores: Stores,
    { user, id }: { user: string; id: string },
    query: ResultsQuery,
    showing: Showing,
  ) {
    this.#stores = stores;
    this.#user = user;
    this.#batch = id;
    this.#query = query;
    this.#showing = showing;
    this.#search = query.q === undefined ? null : new ResultSearch(query.q);
  }

  /** The list of a batch that stands; the files without a result are read at once. */
  static async open(
    stores: Stores,
    batch: { user: string; id: string },
    query: ResultsQuery,
    showing: Showing = PLAIN,
  ): Promise<ResultList> {
    const list = new ResultList(stores, batch, query, showing);
    list.#latest = await stores.decisions.latest(batch.user, batch.id);
    const isTable = query.format === "csv" || query.format === "xlsx";
    if (isTable || query.state) await list.#readFiles();
    return list;
  }

  /** Where the next page begins, once the results have been taken; null at the end. */
  get next(): Place | null {
    return this.#next;
  }

  /** The files without a result that are asked for; they stand on the last page. */
  get unscored(): BatchFile[] {
    return this.#next ? [] : this.#unscored;
  }

  /** All files of the batch by their ids, as they are shown; none where no files are asked for. */
  get files(): ReadonlyMap<string, BatchFile> {
    return this.#files;
  }

  /** The results one by one, as they are taken. */
  async *results(): AsyncGenerator<Result> {
    const { limit = Infinity, offset, cursor, state } = this.#query;
    if (state && !state.includes("done")) return;
    let taken = 0;
    let last: Place | null = null;
    const range = { offset, after: cursor, only: ({ id }: Place) => this.#hasDecision(id) };
    for await (const found of this.#stores.batches.results(this.#user, this.#batch, range)) {
      const result = this.#shown(found);
      if (!result) continue;
      if (taken++ === limit) {
        this.#next = last;
        return;
      }
      last = { id: found.file_id, score: found.score };
      yield result;
    }
  }

  #shown(found: Result): Result | null {
    const decision = this.#latest.get(found.file_id);
    const result = this.#showing.result(decision ? { ...found, decision } : found);
    if (!this.#search) return result;
    const matched = this.#search.matches(result);
    return matched && { ...result, matched_on: matched };
  }

  #hasDecision(file: string): boolean {
    const { decision } = this.#query;
    return !decision || decision.includes(this.#latest.get(file)?.decision ?? "none");
  }

  async #readFiles(): Promise<void> {
    const { state } = this.#query;
    const isWanted = (is: FileState) => !state || state.includes(is);
    const files = await this.#stores.batches.files(this.#user, this.#batch);
    const shown = files.map((file) => {
      const decision = this.#latest.get(file.id);
      return this.#showing.file({ ...fileView(file), ...decision && { decision } });
    });
    this.#files = new Map(shown.map((file) => [file.file_id, file]));
    this.#unscored = shown.filter((file) =>
      file.score === null && isWanted(file.state) && this.#hasDecision(file.file_id) &&
      (this.#search?.isIn(`${file.name}\n${file.reason ?? ""}`) ?? true)
    );
  }
}
