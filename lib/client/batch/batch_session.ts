import { type Signal, signal } from "@preact/signals";
import { Api } from "@/lib/client/api/api.ts";
import { ApiError } from "@/lib/client/api/api_error.ts";
import { BatchFeed } from "@/lib/client/batch/batch_feed.ts";
import { type BatchAction, type BatchState, reduceBatch } from "@/lib/client/batch/batch_state.ts";
import { BatchUpload } from "@/lib/client/upload/batch_upload.ts";
import type { ConnectionState } from "@/lib/client/stream/connection_state.ts";
import { formProblem } from "@/lib/client/upload/form_problem.ts";
import type { JobDescription } from "@/lib/client/upload/job_file.ts";
import { ResultLoader } from "@/lib/client/results/result_loader.ts";
import { retrying } from "@/lib/client/api/retrying.ts";
import { SSEService, type SSEServiceOptions } from "@/lib/client/stream/sse_service.ts";
import type { UploadLimits } from "@/lib/client/upload/upload_limits.ts";

/** Options of {@linkcode BatchSession}. */
export interface BatchSessionOptions extends SSEServiceOptions {
  /** The stream; one of its own unless given. */
  sse?: SSEService;
  /** How long in ms events are gathered before the page is drawn again (40). */
  drawMs?: number;
  /** How often in ms a running batch is asked about while there is no stream (5,000). */
  pollMs?: number;
}

/** One batch on a page: sends it or finds it, follows it live, and gets its results. */
export class BatchSession {
  /** What the page draws. */
  readonly state: Signal<BatchState>;
  /** Where the event stream stands. */
  readonly connection: Signal<ConnectionState> = signal({ kind: "idle" });
  #options: BatchSessionOptions;
  #api: Api;
  #feed: BatchFeed;
  #results: ResultLoader;
  #queue: BatchAction[] = [];
  #drawTimer: ReturnType<typeof setTimeout> | undefined;
  #upload: BatchUpload | null = null;
  #loading: AbortController | null = null;
  #disposed = false;

  constructor(userId: string, options: BatchSessionOptions = {}) {
    this.#options = options;
    this.#api = new Api(options);
    this.#results = new ResultLoader(this.#api, options.backoff);
    this.state = signal<BatchState>({ kind: "empty", problem: null });
    const sse = options.sse ?? new SSEService(options);
    this.#feed = new BatchFeed(sse, userId, {
      pollMs: options.pollMs,
      onLost: () => this.state.value.kind === "running" && void this.#load(),
    });
    sse.onFile((event) => this.#later({ type: "file", event }));
    sse.onProgress(({ progress, source }) => {
      if (source === "event") this.#later({ type: "progress", progress });
    });
    sse.onReset(() => void this.#load());
    sse.onConnection((connection) => this.#onConnection(connection));
  }

  /** Shows a batch that the server has. */
  async open(batchId: string): Promise<void> {
    this.#now({ type: "loading" });
    this.#feed.follow();
    await this.#load(batchId);
    // Events that came before the rows were there have been dropped: load again.
    if (this.state.value.kind === "running" && this.#feed.isOpen) await this.#load();
  }

  /** Sends files as a new batch and follows it. Resolves with its id, null where there is none. */
  async upload(
    files: readonly File[],
    job: JobDescription,
    { maxFileBytes }: Partial<UploadLimits> = {},
  ): Promise<string | null> {
    this.#now({ type: "chosen", files, job: typeof job === "string" ? job : job.name });
    this.#feed.follow();
    const upload = this.#upload = new BatchUpload(this.#api);
    try {
      const batchId = await upload.send(files, job, {
        ...this.#options,
        maxFileBytes,
        onTooLarge: (indices) => this.#now({ type: "tooLarge", indices }),
        onSending: (indices) => this.#now({ type: "sending", indices }),
        onSent: (bytes) => this.#later({ type: "sent", bytes }),
        onAnswer: (id, outcomes) => this.#now({ type: "answered", batchId: id, outcomes }),
      });
      if (upload.isGivenUp) return null;
      if (batchId !== null) await this.#closeBatch(batchId);
      else this.#feed.unfollow();
      this.#now({ type: "uploaded" });
      if (batchId !== null) await this.#load(batchId);
      return batchId;
    } catch (error) {
      return upload.isGivenUp || this.#disposed ? null : await this.#uploadBroke(error);
    } finally {
      if (this.#upload === upload) this.#upload = null;
    }
  }

  /** Stops the upload if it is still going, and cancels what of the batch has not ended. */
  async cancel(): Promise<void> {
    const batchId = this.#batchId;
    if (batchId !== null) {
      this.#upload?.stop();
      await this.#ask(() => this.#api.cancel(batchId));
    } else if (this.#upload !== null) {
      this.#upload.giveUp();
      this.#upload = null;
      this.#feed.unfollow();
      this.#now({ type: "emptied", problem: null });
    }
  }

  /** Ends the wait for files that have not come: the batch goes on without them. */
  async close(): Promise<void> {
    const batchId = this.#batchId;
    if (batchId !== null) await this.#ask(() => this.#closeBatch(batchId));
  }

  /** Runs the files again that failed or were cancelled. */
  async retry(): Promise<void> {
    const batchId = this.#batchId;
    if (batchId === null) return;
    this.#feed.follow();
    await this.#ask(() => this.#api.retry(batchId));
  }

  /** Fetches the results that are still missing after an attempt failed. */
  async fetchResults(): Promise<void> {
    const state = this.state.value;
    if (state.kind !== "ended" || state.view.batchId === null) return;
    await this.#loadResults(state.view.batchId, state.results?.results.length);
  }

  /** Ends the stream, the upload and all timers. */
  dispose(): void {
    this.#disposed = true;
    this.#upload?.stop();
    this.#loading?.abort();
    this.#results.stop();
    this.#feed.unfollow();
    clearTimeout(this.#drawTimer);
    this.#queue = [];
  }

  get #batchId(): string | null {
    const state = this.state.value;
    return "view" in state ? state.view.batchId : null;
  }

  #onConnection(connection: ConnectionState): void {
    this.connection.value = connection;
    // Only a resumed stream sends what was missed.
    if (connection.kind === "open" && !connection.resumed) void this.#load();
  }

  async #load(batchId = this.#batchId): Promise<void> {
    if (this.#disposed || batchId === null || this.state.value.kind === "uploading") return;
    this.#loading?.abort();
    const { signal } = this.#loading = new AbortController();
    try {
      const batch = await retrying(() => this.#api.batch(batchId, signal), {
        signal,
        backoff: this.#options.backoff,
      });
      this.#now({ type: "loaded", batch });
    } catch (error) {
      if (signal.aborted) return;
      const missing = error instanceof ApiError && (error.status === 404 || error.status === 403);
      const { message } = error as Error;
      if (missing || this.state.value.kind === "loading") {
        this.#feed.unfollow();
        this.#now({ type: "gone", message });
      } else this.#now({ type: "problem", message });
    }
  }

  async #loadResults(batchId: string, from = 0): Promise<void> {
    try {
      await this.#results.load(batchId, from, (page) => this.#now({ type: "results", page }));
    } catch (error) {
      this.#now({ type: "problem", message: (error as Error).message });
    }
  }

  #closeBatch(batchId: string): Promise<void> {
    return retrying(() => this.#api.close(batchId), { backoff: this.#options.backoff });
  }

  async #uploadBroke(error: unknown): Promise<string | null> {
    const batchId = this.#batchId;
    const stopped = error instanceof DOMException && error.name === "AbortError";
    const problem = stopped ? null : formProblem(error);
    if (batchId === null) {
      this.#feed.unfollow();
      this.#now({ type: "emptied", problem });
      return null;
    }
    // The files that have arrived are kept: the batch goes on without the rest.
    this.#now({ type: "uploaded" });
    await this.#ask(() => this.#closeBatch(batchId));
    if (problem !== null) this.#now({ type: "problem", message: problem.message });
    return batchId;
  }

  async #ask(request: () => Promise<void>): Promise<void> {
    try {
      await request();
      await this.#load();
    } catch (error) {
      // A refused retry has not started a run; one that got no answer may have: keep the stream.
      const refused = error instanceof ApiError && error.status >= 400 && error.status < 500;
      if (refused && this.state.value.kind === "ended") this.#feed.unfollow();
      this.#now({ type: "problem", message: (error as Error).message });
    }
  }

  #later(action: BatchAction): void {
    if (this.#disposed) return;
    this.#queue.push(action);
    this.#drawTimer ??= setTimeout(() => this.#draw(), this.#options.drawMs ?? 40);
  }

  #now(action: BatchAction): void {
    if (this.#disposed) return;
    this.#queue.push(action);
    this.#draw();
  }

  #draw(): void {
    clearTimeout(this.#drawTimer);
    this.#drawTimer = undefined;
    const before = this.state.value;
    const actions = this.#queue;
    this.#queue = [];
    const state = actions.reduce(reduceBatch, before);
    this.state.value = state;
    if (state.kind !== "ended" || state.results !== null) return;
    const started = before.kind === "ended" && before.results === null &&
      before.view.run === state.view.run;
    if (started || state.view.batchId === null) return;
    this.#onEnd(state.view.batchId, actions.some(({ type }) => type === "loaded"));
  }

  #onEnd(batchId: string, loaded: boolean): void {
    this.#feed.unfollow();
    if (!loaded) void this.#load(batchId);
    void this.#loadResults(batchId);
  }
}
