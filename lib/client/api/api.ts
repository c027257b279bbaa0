import { ApiError } from "@/lib/client/api/api_error.ts";
import { randomId } from "@/lib/client/api/random_id.ts";
import type { Batch, BatchPage, BatchSummary } from "@/lib/wire/batch.ts";
import type { CleanupReport } from "@/lib/wire/cleanup_report.ts";
import type { Connections } from "@/lib/wire/connections.ts";
import type {
  Progress,
  ProgressStatus,
  ProgressUpdate,
  PublishAnswer,
} from "@/lib/wire/progress.ts";
import type { Results } from "@/lib/wire/result.ts";
import { FORCE_PARAMETER, UPLOAD_SENDER } from "@/lib/wire/upload.ts";

/** Options of {@linkcode Api}. */
export interface ApiOptions {
  /** Where the server is; "" (the page's own origin) unless given. */
  baseUrl?: string;
  /** How to fetch; the global `fetch` unless given. */
  fetch?: typeof fetch;
  /** By what the server knows who is sending files; random unless given. */
  sender?: string;
}

/** Which of the ranked results are asked for. */
export interface ResultRange {
  offset: number;
  limit: number;
}

/**
 * Typed calls of the HTTP API.
 * @throws {ApiError} every method: there is no answer, or it is an error
 */
export class Api {
  /** The id under which this page sends files. */
  readonly sender: string;
  #baseUrl: string;
  #fetch: typeof fetch;

  constructor(options: ApiOptions = {}) {
    this.sender = options.sender ?? randomId();
    this.#baseUrl = options.baseUrl ?? "";
    this.#fetch = options.fetch ?? ((input, init) => fetch(input, init));
  }

  /** The batch with its counters and files. */
  async batch(batchId: string, signal?: AbortSignal): Promise<Batch> {
    return await this.#json("GET", batchPath(batchId), undefined, signal) as Batch;
  }

  /** The user's newest batches, without their files. */
  async batches(limit: number): Promise<BatchSummary[]> {
    const answer = await this.#json("GET", `/api/v1/resumes/batches?limit=${limit}`);
    return (answer as BatchPage).batches;
  }

  /** Some of the batch's results, best first. */
  async results(batchId: string, range: ResultRange, signal?: AbortSignal): Promise<Results> {
    const path = `${batchPath(batchId)}/results?offset=${range.offset}&limit=${range.limit}`;
    return await this.#json("GET", path, undefined, signal) as Results;
  }

  /**
   * Says that no more files will come to a batch; one that is closed already is left as it is. What
   * another page is sending is closed only by `force`.
   */
  async close(batchId: string, force = false): Promise<void> {
    await this.#json("POST", `${batchPath(batchId)}/close${forced(force)}`);
  }

  /** Cancels the files of the batch that have not ended; by `force` what another page is sending too. */
  async cancel(batchId: string, force = false): Promise<void> {
    await this.#json("POST", `${batchPath(batchId)}/cancel${forced(force)}`);
  }

  /** Has an ended or closed batch take files again. */
  async reopen(batchId: string): Promise<void> {
    await this.#json("POST", `${batchPath(batchId)}/reopen`);
  }

  /** Says that this page is sending files into the batch. */
  async renewSender(batchId: string): Promise<void> {
    await this.#json("POST", `${batchPath(batchId)}/sender`);
  }

  /** Starts a new run of the batch. */
  async retry(batchId: string): Promise<void> {
    await this.#json("POST", `${batchPath(batchId)}/retry`);
  }

  /** Starts a new run of the batch with one file alone. */
  async retryFile(batchId: string, fileId: string): Promise<void> {
    await this.#json("POST", `${batchPath(batchId)}/files/${encode(fileId)}/retry`);
  }

  /** The user's latest progress, null where there is none. */
  async progress(userId: string): Promise<Progress | null> {
    const answer = await this.#json("GET", `/api/v1/sse/progress/status/${encode(userId)}`);
    return (answer as ProgressStatus).progress;
  }

  /** Publishes one update of the user; returns the event's id. */
  async publish(userId: string, update: ProgressUpdate): Promise<string> {
    const answer = await this.#json("POST", `/api/v1/sse/progress/${encode(userId)}`, update);
    return (answer as PublishAnswer).id;
  }

  /** Deletes everything that belongs to the user. */
  async forget(userId: string): Promise<CleanupReport> {
    return await this.#json("DELETE", `/api/v1/sse/progress/${encode(userId)}`) as CleanupReport;
  }

  /** Counts the open streams. */
  async connections(): Promise<Connections> {
    return await this.#json("GET", "/api/v1/sse/connections/status") as Connections;
  }

  async #json(
    method: string,
    path: string,
    body?: unknown,
    signal?: AbortSignal,
  ): Promise<unknown> {
    const response = await this.#send(path, {
      method,
      signal,
      headers: {
        accept: "application/json",
        ...(method === "POST" ? { [UPLOAD_SENDER.header]: this.sender } : {}),
        ...(body ? { "content-type": "application/json" } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) {
      throw ApiError.from(response.status, text, response.headers.get("retry-after"));
    }
    return text === "" ? null : JSON.parse(text);
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    try {
      return await this.#fetch(this.#baseUrl + path, init);
    } catch (error) {
      if (init.signal?.aborted) throw error;
      throw new ApiError(0, {}, null);
    }
  }
}

/** The path of a batch in the API. */
export function batchPath(batchId: string): string {
  return `/api/v1/resumes/batches/${encode(batchId)}`;
}

function forced(force: boolean): string {
  return force ? `?${FORCE_PARAMETER}=true` : "";
}

const encode = encodeURIComponent;
