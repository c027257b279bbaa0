import { ApiError } from "@/lib/client/api/api_error.ts";
import type { ReviewApi } from "@/lib/client/workbench/review_api.ts";
import {
  type BulkDecision,
  type Decision,
  type DecisionUpdate,
  MAX_BULK_FILES,
} from "@/lib/wire/review/decision.ts";

/** What became of one change: the decision that stands now as far as it is told, and what went wrong. */
export interface Written {
  file: string;
  decision: Decision | null;
  /** For people; null where the change was made. */
  problem: string | null;
  /** Whether somebody else has changed it meanwhile. */
  conflict: boolean;
}

/** Requests on the way at once: what stands in a note can only be kept file by file. */
const AT_ONCE = 4;

/**
 * Sends changes. One file goes by itself and only over the version that was seen; of many, those that
 * get the same and have no note go in one request.
 */
export class DecisionWriter {
  readonly #api: ReviewApi;

  constructor(api: ReviewApi) {
    this.#api = api;
  }

  /** Resolves once all are answered; nothing is thrown. `versionOf` is asked as each is sent. */
  async write(
    changes: ReadonlyMap<string, DecisionUpdate>,
    versionOf: (file: string) => number,
  ): Promise<Written[]> {
    if (changes.size === 1) return await this.#each([...changes], versionOf);
    const alone = [...changes].filter(([_, { note }]) => note);
    const together = [...changes].filter(([_, { note }]) => !note);
    const groups = Map.groupBy(together, ([_, update]) => JSON.stringify(update));
    const written = await Promise.all([
      this.#each(alone, versionOf),
      ...[...groups.values()].flatMap((group) => this.#groups(group)),
    ]);
    return written.flat();
  }

  #groups(group: [string, DecisionUpdate][]): Promise<Written[]>[] {
    const [[_, { decision, reason }]] = group;
    const files = group.map(([file]) => file);
    const parts = Array.from(
      { length: Math.ceil(files.length / MAX_BULK_FILES) },
      (_, i) => files.slice(i * MAX_BULK_FILES, (i + 1) * MAX_BULK_FILES),
    );
    return parts.map((files) => this.#together({ files, decision, reason }));
  }

  async #together(decision: BulkDecision): Promise<Written[]> {
    try {
      const answers = await this.#api.decideMany(decision);
      return answers.map(({ file_id: file, ...answer }) => ({ file, conflict: false, ...answer }));
    } catch (error) {
      const failed = { decision: null, problem: (error as Error).message, conflict: false };
      return decision.files.map((file) => ({ file, ...failed }));
    }
  }

  async #each(
    changes: [string, DecisionUpdate][],
    versionOf: (file: string) => number,
  ): Promise<Written[]> {
    const waiting = changes.values();
    const written: Written[] = [];
    const work = async () => {
      for (const [file, update] of waiting) {
        written.push(await this.#alone(file, update, versionOf(file)));
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, changes.length) }, work));
    return written;
  }

  async #alone(file: string, update: DecisionUpdate, version: number): Promise<Written> {
    try {
      const decision = await this.#api.decide(file, update, version);
      return { file, decision, problem: null, conflict: false };
    } catch (error) {
      const conflict = error instanceof ApiError && error.status === 412;
      const decision = conflict ? await this.#standing(file) : null;
      return { file, decision, problem: (error as Error).message, conflict };
    }
  }

  async #standing(file: string): Promise<Decision | null> {
    return await this.#api.file(file).then(({ decision }) => decision, () => null);
  }
}
