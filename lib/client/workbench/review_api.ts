import { type Api, batchPath } from "@/lib/client/api/api.ts";
import type { BatchFile } from "@/lib/wire/batch.ts";
import type { Results } from "@/lib/wire/result.ts";
import type {
  BulkDecision,
  BulkDecisionAnswer,
  DecidedFile,
  Decision,
  DecisionUpdate,
} from "@/lib/wire/review/decision.ts";
import type { FileDetail } from "@/lib/wire/review/file_detail.ts";

/**
 * The part of the API by which candidates of one batch are decided about.
 * @throws {ApiError} every method: there is no answer, or it is an error
 */
export class ReviewApi {
  readonly #api: Api;
  readonly #batch: string;

  constructor(api: Api, batchId: string) {
    this.#api = api;
    this.#batch = batchPath(batchId);
  }

  /** One file with all that was decided about it. */
  async file(file: string, signal?: AbortSignal): Promise<FileDetail> {
    return await this.#api.request("GET", this.#path(file), { signal }) as FileDetail;
  }

  /** The files that have no score and may be decided about all the same: no list of results has them. */
  async unscored(): Promise<BatchFile[]> {
    const path = `${this.#batch}/results?state=failed,cancelled`;
    const { files } = await this.#api.request("GET", path) as Results;
    return files ?? [];
  }

  /** Replaces the decision of one file, where it still has `version`. */
  async decide(file: string, update: DecisionUpdate, version: number): Promise<Decision> {
    const headers = { "if-match": `"${version}"` };
    const path = `${this.#path(file)}/decision`;
    return await this.#api.request("PUT", path, { body: update, headers }) as Decision;
  }

  /** Decides the same about many files, whatever version they have. */
  async decideMany(decision: BulkDecision): Promise<DecidedFile[]> {
    const answer = await this.#api.request("POST", `${this.#batch}/decisions`, { body: decision });
    return (answer as BulkDecisionAnswer).decisions;
  }

  #path(file: string): string {
    return `${this.#batch}/files/${encodeURIComponent(file)}`;
  }
}
