import type { SSEService } from "@/lib/client/stream/sse_service.ts";

/** Options of {@linkcode BatchFeed}. */
export interface BatchFeedOptions {
  /** How often in ms `onLost` is called while there is no stream (5,000). */
  pollMs?: number;
  /** After how long in ms {@linkcode BatchFeed.askLater} asks (20,000). */
  watchMs?: number;
  /** Called while the stream is not open although there are a network and a session, when a batch was changed as a whole, and for what no event tells. */
  onLost: () => void;
}

/** Where a page hears of its batch: the user's stream, and a timer for while that is not open. */
export class BatchFeed {
  #sse: SSEService;
  #userId: string;
  #options: BatchFeedOptions;
  #timer: ReturnType<typeof setInterval> | undefined;
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor(sse: SSEService, userId: string, options: BatchFeedOptions) {
    this.#sse = sse;
    this.#userId = userId;
    this.#options = options;
    // It was renamed, reopened or deleted; which batch it was is not worth a look.
    sse.onEvent(({ type, duplicate }) => type === "batch" && !duplicate && options.onLost());
  }

  /** Whether events come. */
  get isOpen(): boolean {
    return this.#sse.state.kind === "open";
  }

  /** Connects the stream, unless it is connected, and starts the timer. */
  follow(): void {
    this.#sse.connect(this.#userId);
    clearInterval(this.#timer);
    this.#timer = setInterval(() => {
      if (!this.isOpen && !this.#isInVain) this.#options.onLost();
    }, this.#options.pollMs ?? 5_000);
  }

  /** Calls `onLost` once after a while, for what no event tells. */
  askLater(): void {
    this.#later ??= setTimeout(() => {
      this.#later = undefined;
      this.#options.onLost();
    }, this.#options.watchMs ?? 20_000);
  }

  /** Whether asking is known to get no answer: no network, or no session. */
  get #isInVain(): boolean {
    const { state } = this.#sse;
    return state.kind === "offline" || (state.kind === "refused" && state.status === 401);
  }

  /** Ends the stream and the timers. */
  unfollow(): void {
    clearTimeout(this.#later);
    this.#later = undefined;
    clearInterval(this.#timer);
    this.#sse.disconnect();
  }
}
