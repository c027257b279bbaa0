import { ApiError } from "@/lib/client/api/api_error.ts";
import type { Batch, BatchSummary, Results } from "@/lib/wire/batch.ts";
import { asProgress, isRecord, type Progress } from "@/lib/wire/stream_event.ts";

/** Options of {@linkcode Api}. */
export interface ApiOptions {
  /** Where the server is; "" (the page's own origin) unless given. */
  baseUrl?: string;
  /** How to fetch; the global `fetch` unless given. */
  fetch?: typeof fetch;
}

/** What DELETE of a user's progress took away, by kind. */
export interface CleanupReport {
  user_id: string;
  deleted: Record<string, number>;
}

/** The streams that are open now, over all instances. */
export interface ConnectionCounts {
  active_connections: number;
  users: number;
  instances: number;
}

/** Which of the ranked results are asked for. */
export interface ResultRange {
  offset: number;
  limit: number;
}

/** Typed calls of the HTTP API. Every method throws {@linkcode ApiError} where it isn't a success. */
export class Api {
  #baseUrl: string;
  #fetch: typeof fetch;

  constructor(options: ApiOptions = {}) {
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
    return isRecord(answer) && Array.isArray(answer.batches) ? answer.batches : [];
  }

  /** Some of the batch's results, best first. */
  async results(batchId: string, range: ResultRange, signal?: AbortSignal): Promise<Results> {
    const path = `${batchPath(batchId)}/results?offset=${range.offset}&limit=${range.limit}`;
    return await this.#json("GET", path, undefined, signal) as Results;
  }

  /** Says that no more files will come to an open batch. */
  async close(batchId: string): Promise<void> {
    await this.#json("POST", `${batchPath(batchId)}/close`);
  }

  /** Cancels what of the batch has not ended. */
  async cancel(batchId: string): Promise<void> {
    await this.#json("POST", `${batchPath(batchId)}/cancel`);
  }

  /** Starts a new run of the batch. */
  async retry(batchId: string): Promise<void> {
    await this.#json("POST", `${batchPath(batchId)}/retry`);
  }

  /** The user's latest progress, null where there is none. */
  async progress(userId: string): Promise<Progress | null> {
    const answer = await this.#json("GET", `/api/v1/sse/progress/status/${encode(userId)}`);
    return isRecord(answer) ? asProgress(answer.progress) : null;
  }

  /** Publishes one update of the user; returns the event's id. */
  async publish(userId: string, update: Record<string, unknown>): Promise<string> {
    const answer = await this.#json("POST", `/api/v1/sse/progress/${encode(userId)}`, update);
    return isRecord(answer) ? String(answer.id) : "";
  }

  /** Forgets everything of the user. */
  async forget(userId: string): Promise<CleanupReport> {
    return await this.#json("DELETE", `/api/v1/sse/progress/${encode(userId)}`) as CleanupReport;
  }

  /** Counts the open streams. */
  async connections(): Promise<ConnectionCounts> {
    return await this.#json("GET", "/api/v1/sse/connections/status") as ConnectionCounts;
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

const encode = encodeURIComponent;
