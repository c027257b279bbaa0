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

/** What a request holds beside its address. */
export interface RequestOptions {
  body?: unknown;
  signal?: AbortSignal;
  headers?: Record<string, string>;
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
    return await this.request("GET", batchPath(batchId), { signal }) as Batch;
  }

  /** The user's newest batches, without their files. */
  async batches(limit: number): Promise<BatchSummary[]> {
    const answer = await this.request("GET", `/api/v1/resumes/batches?limit=${limit}`);
    return (answer as BatchPage).batches;
  }

  /** Some of the batch's results, best first. */
  async results(batchId: string, range: ResultRange, signal?: AbortSignal): Promise<Results> {
    const path = `${batchPath(batchId)}/results?offset=${range.offset}&limit=${range.limit}`;
    return await this.request("GET", path, { signal }) as Results;
  }

  /**
   * Says that no more files will come to a batch; one that is closed already is left as it is. What
   * another page is sending is closed only by `force`.
   */
  async close(batchId: string, force = false): Promise<void> {
    await this.request("POST", `${batchPath(batchId)}/close${forced(force)}`);
  }

  /** Cancels the files of the batch that have not ended; by `force` what another page is sending too. */
  async cancel(batchId: string, force = false): Promise<void> {
    await this.request("POST", `${batchPath(batchId)}/cancel${forced(force)}`);
  }

  /** Has an ended or closed batch take files again. */
  async reopen(batchId: string): Promise<void> {
    await this.request("POST", `${batchPath(batchId)}/reopen`);
  }

  /** Says that this page is sending files into the batch. */
  async renewSender(batchId: string): Promise<void> {
    await this.request("POST", `${batchPath(batchId)}/sender`);
  }

  /** Starts a new run of the batch, or of one file of it alone. */
  async retry(batchId: string, fileId?: string): Promise<void> {
    const file = fileId === undefined ? "" : `/files/${encode(fileId)}`;
    await this.request("POST", `${batchPath(batchId)}${file}/retry`);
  }

  /** The user's latest progress, null where there is none. */
  async progress(userId: string): Promise<Progress | null> {
    const answer = await this.request("GET", `/api/v1/sse/progress/status/${encode(userId)}`);
    return (answer as ProgressStatus).progress;
  }

  /** Publishes one update of the user; returns the event's id. */
  async publish(userId: string, update: ProgressUpdate): Promise<string> {
    const answer = await this.request("POST", `/api/v1/sse/progress/${encode(userId)}`, {
      body: update,
    });
    return (answer as PublishAnswer).id;
  }

  /** Deletes everything that belongs to the user. */
  async forget(userId: string): Promise<CleanupReport> {
    return await this.request("DELETE", `/api/v1/sse/progress/${encode(userId)}`) as CleanupReport;
  }

  /** Counts the open streams. */
  async connections(): Promise<Connections> {
    return await this.request("GET", "/api/v1/sse/connections/status") as Connections;
  }

  /** Any request with JSON both ways: what is not in the API of every page. `headers` come on top. */
  async request(
    method: string,
    path: string,
    { body, signal, headers }: RequestOptions = {},
  ): Promise<unknown> {
    const response = await this.#send(path, {
      method,
      signal,
      headers: {
        accept: "application/json",
        ...(method === "POST" ? { [UPLOAD_SENDER.header]: this.sender } : {}),
        ...(body ? { "content-type": "application/json" } : {}),
        ...headers,
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
