import { type Signal, signal } from "@preact/signals";
import { Api } from "@/lib/client/api.ts";
import { ApiError } from "@/lib/client/api_error.ts";
import { type BatchAction, type BatchState, reduceBatch } from "@/lib/client/batch_state.ts";
import type { ConnectionState } from "@/lib/client/connection_state.ts";
import { formProblem } from "@/lib/client/form_problem.ts";
import type { JobDescription } from "@/lib/client/job_file.ts";
import { ResultLoader } from "@/lib/client/result_loader.ts";
import { retrying } from "@/lib/client/retrying.ts";
import { SSEService, type SSEServiceOptions } from "@/lib/client/sse_service.ts";
import { uploadResumes } from "@/lib/client/upload.ts";
import type { UploadLimits } from "@/lib/client/upload_limits.ts";

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
  #userId: string;
  #options: BatchSessionOptions;
  #api: Api;
  #sse: SSEService;
  #results: ResultLoader;
  #queue: BatchAction[] = [];
  #drawTimer: ReturnType<typeof setTimeout> | undefined;
  #pollTimer: ReturnType<typeof setInterval> | undefined;
  #upload: AbortController | null = null;
  #loading: AbortController | null = null;

  constructor(userId: string, options: BatchSessionOptions = {}) {
    this.#userId = userId;
    this.#options = options;
    this.#api = new Api(options);
    this.#results = new ResultLoader(this.#api, options.backoff);
    this.#sse = options.sse ?? new SSEService(options);
    this.state = signal<BatchState>({ kind: "empty", problem: null });
    this.#sse.onFile((event) => this.#later({ type: "file", event }));
    this.#sse.onProgress(({ progress, source }) => {
      if (source === "event") this.#later({ type: "progress", progress });
    });
    this.#sse.onReset(() => void this.#load());
    this.#sse.onConnection((connection) => this.#onConnection(connection));
  }

  /** Shows a batch that the server has. */
  async open(batchId: string): Promise<void> {
    this.#now({ type: "loading" });
    this.#follow();
    await this.#load(batchId);
    // What the stream said before there were rows is lost.
    if (this.state.value.kind === "running" && this.#sse.state.kind === "open") await this.#load();
  }

  /** Sends files as a new batch and follows it. Resolves with its id, null where there is none. */
  async upload(
    files: readonly File[],
    job: JobDescription,
    { maxFileBytes }: Partial<UploadLimits> = {},
  ): Promise<string | null> {
    this.#now({ type: "chosen", files, job: typeof job === "string" ? job : job.name });
    this.#follow();
    const upload = this.#upload = new AbortController();
    try {
      const batchId = await uploadResumes(files, job, {
        ...this.#options,
        signal: upload.signal,
        maxFileBytes,
        onTooLarge: (indices) => this.#now({ type: "tooLarge", indices }),
        onSending: (indices) => this.#now({ type: "sending", indices }),
        onSent: (bytes) => this.#later({ type: "sent", bytes }),
        onAnswer: (id, outcomes) => this.#now({ type: "answered", batchId: id, outcomes }),
      });
      if (batchId !== null) await this.#closeBatch(batchId);
      else this.#unfollow();
      this.#now({ type: "uploaded" });
      if (batchId === null) return null;
      await this.#load(batchId);
      return batchId;
    } catch (error) {
      return await this.#uploadBroke(error);
    } finally {
      this.#upload = null;
    }
  }

  /** Stops the upload if it is still going, and cancels what of the batch has not ended. */
  async cancel(): Promise<void> {
    this.#upload?.abort(new DOMException("Cancelled", "AbortError"));
    const batchId = this.#batchId;
    if (batchId !== null) await this.#ask(() => this.#api.cancel(batchId));
  }

  /** Goes on without the files that the batch still waits for. */
  async close(): Promise<void> {
    const batchId = this.#batchId;
    if (batchId !== null) await this.#ask(() => this.#closeBatch(batchId));
  }

  /** Runs the files again that failed or were cancelled. */
  async retry(): Promise<void> {
    const batchId = this.#batchId;
    if (batchId === null) return;
    this.#follow();
    await this.#ask(() => this.#api.retry(batchId));
  }

  /** Ends the stream, the upload and all timers. */
  dispose(): void {
    this.#upload?.abort(new DOMException("Left", "AbortError"));
    this.#loading?.abort();
    this.#results.stop();
    this.#unfollow();
    clearTimeout(this.#drawTimer);
    this.#queue = [];
  }

  get #batchId(): string | null {
    const state = this.state.value;
    return "view" in state ? state.view.batchId : null;
  }

  #follow(): void {
    this.#sse.connect(this.#userId);
    clearInterval(this.#pollTimer);
    this.#pollTimer = setInterval(() => {
      const lost = this.#sse.state.kind !== "open" && this.#sse.state.kind !== "offline";
      if (lost && this.state.value.kind === "running") void this.#load();
    }, this.#options.pollMs ?? 5_000);
  }

  #unfollow(): void {
    clearInterval(this.#pollTimer);
    this.#sse.disconnect();
  }

  #onConnection(connection: ConnectionState): void {
    this.connection.value = connection;
    // A stream that starts anew says nothing of what came before it.
    if (connection.kind === "open" && !connection.resumed) void this.#load();
  }

  async #load(batchId = this.#batchId): Promise<void> {
    if (batchId === null || this.state.value.kind === "uploading") return;
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
        this.#unfollow();
        this.#now({ type: "gone", message });
      } else this.#now({ type: "problem", message });
    }
  }

  async #loadResults(batchId: string): Promise<void> {
    try {
      await this.#results.load(batchId, (page) => this.#now({ type: "results", page }));
    } catch (error) {
      this.#now({ type: "problem", message: (error as Error).message });
    }
  }

  /** The batch stays open while fewer files came than were announced: some may be rejected. */
  async #closeBatch(batchId: string): Promise<void> {
    try {
      await retrying(() => this.#api.close(batchId), { backoff: this.#options.backoff });
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 409) throw error;
    }
  }

  async #uploadBroke(error: unknown): Promise<string | null> {
    const batchId = this.#batchId;
    const cancelled = error instanceof DOMException && error.name === "AbortError";
    const problem = cancelled ? null : formProblem(error);
    if (batchId === null) {
      this.#unfollow();
      this.#now({ type: "emptied", problem });
      return null;
    }
    // What has arrived is worth keeping: the batch goes on without the rest.
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
      this.#now({ type: "problem", message: (error as Error).message });
    }
  }

  #later(action: BatchAction): void {
    this.#queue.push(action);
    this.#drawTimer ??= setTimeout(() => this.#draw(), this.#options.drawMs ?? 40);
  }

  #now(action: BatchAction): void {
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
    this.#unfollow();
    if (!loaded) void this.#load(batchId);
    void this.#loadResults(batchId);
  }
}
