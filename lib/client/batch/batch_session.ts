import { type Signal, signal } from "@preact/signals";
import { Api } from "@/lib/client/api/api.ts";
import { ApiError } from "@/lib/client/api/api_error.ts";
import { BatchFeed } from "@/lib/client/batch/batch_feed.ts";
import { BatchActs } from "@/lib/client/batch/batch_acts.ts";
import { BatchSending, type SendingOptions } from "@/lib/client/upload/batch_sending.ts";
import type { BatchAction, BatchState } from "@/lib/client/batch/batch_state.ts";
import { goneWords, isClosed, isMissing } from "@/lib/client/batch/batch_problem.ts";
import { DrawQueue } from "@/lib/client/batch/draw_queue.ts";
import type { ConnectionState } from "@/lib/client/stream/connection_state.ts";
import type { JobDescription } from "@/lib/client/upload/job_file.ts";
import type { ResultsPage } from "@/lib/client/results/ranking.ts";
import { ResultLoader } from "@/lib/client/results/result_loader.ts";
import { retrying } from "@/lib/client/api/retrying.ts";
import { takeFormerSender } from "@/lib/client/upload/sender_id.ts";
import { SSEService, type SSEServiceOptions } from "@/lib/client/stream/sse_service.ts";
import type { CriteriaEdit } from "@/lib/wire/review/criteria.ts";
import type { Hiding } from "@/lib/wire/blind/blind_text.ts";
import type { UploadLimits } from "@/lib/client/upload/upload_limits.ts";

/** Options of {@linkcode BatchSession}. */
export interface BatchSessionOptions extends SSEServiceOptions, SendingOptions {
  /** The stream; one of its own unless given. */
  sse?: SSEService;
  /** How long in ms events are gathered before the page is drawn again (40). */
  drawMs?: number;
  /** How often in ms a running batch is asked about while there is no stream (5,000). */
  pollMs?: number;
  /** How often in ms a batch is asked about that waits for files from elsewhere (20,000). */
  watchMs?: number;
}

/** One batch on a page: sends it or finds it, follows it live, and gets its results. */
export class BatchSession {
  /** What the page draws. */
  readonly state: Signal<BatchState>;
  /** Where the event stream stands. */
  readonly connection: Signal<ConnectionState> = signal({ kind: "idle" });
  /** Closes and cancels it, where that loses files after asking. */
  readonly acts: BatchActs;
  /** Whose batch it is: "me" is the caller. */
  readonly userId: string;
  #options: BatchSessionOptions;
  #api: Api;
  #feed: BatchFeed;
  #results: ResultLoader;
  #queue: DrawQueue;
  #sending: BatchSending;
  #loading: AbortController | null = null;
  #disposed = false;

  constructor(userId: string, options: BatchSessionOptions = {}) {
    this.userId = userId;
    this.#options = options;
    const former = takeFormerSender();
    this.#api = new Api({ ...options, sender: former?.id });
    this.#results = new ResultLoader(this.#api, options.backoff);
    this.#queue = new DrawQueue(options.drawMs ?? 40, (...drawn) => this.#onDrawn(...drawn));
    this.state = this.#queue.state;
    const later = (action: BatchAction) => this.#queue.later(action);
    const page = { batchId: () => this.#batchId, now: this.#now, later };
    this.#sending = new BatchSending(this.#api, page, options, former?.batchId);
    this.acts = new BatchActs(this.#api, this.state, {
      ask: (request) => this.#ask(request),
      stop: () => this.#sending.stop(),
      leave: () => this.leave(),
    });
    const sse = options.sse ?? new SSEService(options);
    this.#feed = new BatchFeed(sse, userId, {
      ...options,
      onLost: () => this.state.value.kind === "running" && void this.#load(),
    });
    sse.onFile((event) => this.#queue.later({ type: "file", event }));
    sse.onProgress(({ progress, source }) => {
      if (source === "event") this.#queue.later({ type: "progress", progress });
    });
    sse.onReset(() => void this.#load());
    sse.onConnection((connection) => this.#onConnection(connection));
  }

  /** Shows a batch that the server has; one that is shown is read again. */
  async open(batchId: string): Promise<void> {
    if (this.#batchId !== batchId) this.#now({ type: "loading" });
    this.#feed.follow();
    await this.#load(batchId);
    if (this.state.value.kind === "ended") this.#feed.unfollow();
    // Events that came before the rows were there have been dropped: load again.
    if (this.state.value.kind === "running" && this.#feed.isOpen) await this.#load();
  }

  /** Sends files as a new batch and follows it. Resolves with its id, null where there is none. */
  async upload(
    files: readonly File[],
    job: JobDescription,
    limits?: UploadLimits,
    criteria: CriteriaEdit | null = null,
    blind: Hiding | null = null,
  ): Promise<string | null> {
    await this.#send(() => this.#sending.upload(files, { job, criteria, blind }, limits));
    return this.#batchId;
  }

  /** Sends those of `files` that the batch doesn't have; one that has ended is opened again. */
  async add(files: readonly File[], limits?: UploadLimits): Promise<void> {
    const { value: state } = this.state;
    const batchId = this.#batchId;
    if (batchId === null || state.kind === "uploading") return;
    await this.#send(() => this.#sending.add(batchId, files, limits));
  }

  /** Sends the files that an upload which broke off has left. */
  async sendRest(): Promise<void> {
    const { value: state } = this.state;
    if ("view" in state) await this.#send(() => this.#sending.sendRest(state.view.open));
  }

  /** Ends the wait of an upload for a server that is away. */
  retryNow = (): void => this.#sending.retryNow();

  /** Runs the files again that failed or were cancelled, or one of them alone. */
  async retry(fileId?: string): Promise<void> {
    await this.#again((batchId) => this.#api.retry(batchId, fileId));
  }

  /** Goes back to where nothing is shown, with the batch left as it is. */
  leave(): void {
    this.#feed.unfollow();
    this.#now({ type: "emptied", problem: null });
  }

  /** Fetches the results that are still missing. */
  async fetchResults(): Promise<void> {
    const { value: state } = this.state;
    if (state.kind !== "ended") return;
    const from = state.results?.results.length ?? 0;
    const onPage = (page: ResultsPage) => this.#now({ type: "results", page });
    await this.#fetch((batchId) => this.#results.load(batchId, from, onPage));
  }

  /** Fetches all results anew; those that are shown stay until the last of them is there. */
  async renewResults(): Promise<void> {
    await this.#fetch(async (batchId) => {
      const ranking = await this.#results.all(batchId);
      if (ranking) this.#now({ type: "ranked", ranking });
    });
  }

  /** Ends the stream, the upload and all timers. */
  dispose(): void {
    this.#disposed = true;
    this.#sending.abort();
    this.#loading?.abort();
    this.#results.stop();
    this.#feed.unfollow();
    this.#queue.end();
  }

  get #batchId(): string | null {
    const state = this.state.value;
    return "view" in state ? state.view.batchId : null;
  }

  #onConnection(connection: ConnectionState): void {
    const opened = connection.kind === "open" && this.connection.value.kind !== "open";
    this.connection.value = connection;
    // Only a resumed stream sends what was missed.
    if (opened && !connection.resumed) void this.#load();
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
      const sentByOther = Boolean(batch.sender) && !this.#sending.hasSentInto(batchId);
      this.#now({ type: "loaded", batch, sentByOther });
    } catch (error) {
      if (!signal.aborted) this.#failed(error);
    }
  }

  async #send(work: () => Promise<unknown>): Promise<void> {
    this.#feed.follow();
    const failure = await work().then(() => null, (error: unknown) => ({ error }));
    const { kind } = this.state.value;
    if (kind === "running") await this.#load();
    else this.#feed.unfollow();
    // What another page has finished shows by the files that are left.
    if (failure === null || isClosed(failure.error)) return;
    this.#now({ type: "problem", message: (failure.error as Error).message });
  }

  async #again(request: (batchId: string) => Promise<void>): Promise<void> {
    const batchId = this.#batchId;
    if (batchId === null) return;
    this.#feed.follow();
    await this.#ask(() => request(batchId));
  }

  async #ask(request: () => Promise<void>): Promise<void> {
    try {
      await request();
      await this.#load();
    } catch (error) {
      // A refused retry has not started a run; one that got no answer may have: keep the stream.
      const refused = error instanceof ApiError && error.status >= 400 && error.status < 500;
      if (refused && this.state.value.kind === "ended") this.#feed.unfollow();
      this.#failed(error);
    }
  }

  async #fetch(work: (batchId: string) => Promise<void>): Promise<void> {
    const batchId = this.#batchId;
    if (batchId === null) return;
    try {
      await work(batchId);
    } catch (error) {
      this.#now({ type: "problem", message: (error as Error).message });
    }
  }

  #failed(error: unknown): void {
    const { kind } = this.state.value;
    if (!isMissing(error) && kind !== "loading") {
      return this.#now({ type: "problem", message: (error as Error).message });
    }
    this.#feed.unfollow();
    this.#now({ type: "gone", message: goneWords(error, kind !== "loading") });
  }

  #now = (action: BatchAction): void => this.#queue.now(action);

  #onDrawn(before: BatchState, actions: readonly BatchAction[]): void {
    const state = this.state.value;
    if (state.kind !== before.kind) this.acts.question.value = null;
    // Nobody tells that another page has begun or ceased to send.
    if (state.kind === "running" && state.view.open) this.#feed.askLater();
    if (state.kind !== "ended" || state.results !== null) return;
    const started = before.kind === "ended" && before.results === null &&
      before.view.run === state.view.run;
    if (started || state.view.batchId === null) return;
    this.#feed.unfollow();
    if (!actions.some(({ type }) => type === "loaded")) void this.#load();
    void this.fetchResults();
  }
}
