import { Api, type ApiOptions, type CleanupReport } from "@/lib/client/api/api.ts";
import type { ConnectionState, StreamError } from "@/lib/client/stream/connection_state.ts";
import { isSameLog, isSeen } from "@/lib/client/stream/event_position.ts";
import { Listeners } from "@/lib/client/stream/listeners.ts";
import {
  ReconnectingSource,
  type ReconnectOptions,
} from "@/lib/client/stream/reconnecting_source.ts";
import {
  asFileEvent,
  asProgress,
  type FileEvent,
  isRecord,
  type Progress,
} from "@/lib/wire/stream_event.ts";

/** One event as it came: its type, id (`<epoch>.<seq>`), data, and when (ms since 1970). */
export interface RawEvent {
  type: string;
  id: string;
  data: string;
  receivedAt: number;
  /** True where an event with this or a later id came before; it is not passed on. */
  duplicate: boolean;
}

/** Progress with where it came from: an event, or the state when the stream (re)started. */
export interface ProgressUpdate {
  progress: Progress;
  id: string;
  source: "event" | "snapshot";
  receivedAt: number;
}

/** The stream could not be resumed: what was shown is replaced by `progress`. */
export interface StreamReset {
  reason: string;
  progress: Progress | null;
}

/** Options of {@linkcode SSEService}; the defaults are for a page of the app. */
export interface SSEServiceOptions extends ApiOptions, ReconnectOptions {}

const POSITIONAL = ["connected", "progress", "file", "reset"];
const STREAM_EVENTS = [...POSITIONAL, "closing", "message"];

/**
 * The event stream of one user: a native EventSource that comes back by itself, also where the
 * native one gives up, and never passes an event on twice.
 *
 * @example
 * ```ts
 * const sse = new SSEService();
 * sse.onProgress(({ progress }) => console.log(progress.completed, "of", progress.total));
 * sse.connect("me");
 * ```
 */
export class SSEService {
  #baseUrl: string;
  #api: Api;
  #source: ReconnectingSource;
  #userId: string | null = null;
  #lastId: string | null = null;
  #state: ConnectionState = { kind: "idle" };
  #connections = new Listeners<ConnectionState>();
  #events = new Listeners<RawEvent>();
  #progress = new Listeners<ProgressUpdate>();
  #files = new Listeners<FileEvent>();
  #resets = new Listeners<StreamReset>();
  #errors = new Listeners<StreamError>();

  constructor(options: SSEServiceOptions = {}) {
    this.#baseUrl = options.baseUrl ?? "";
    this.#api = new Api(options);
    const owner = {
      url: () => this.#url(),
      onEvent: (type: string, event: MessageEvent<string>) => this.#receive(type, event),
      onState: (state: ConnectionState) => this.#become(state),
      onError: (error: StreamError) => this.#errors.emit(error),
    };
    this.#source = new ReconnectingSource(STREAM_EVENTS, owner, options);
  }

  /** Where the connection stands now. */
  get state(): ConnectionState {
    return this.#state;
  }

  /** The id of the last event that was passed on, null before the first. */
  get lastEventId(): string | null {
    return this.#lastId;
  }

  /** Follows `userId` ("me" is the caller). The same user again resumes after the last event. */
  connect(userId: string): void {
    const connected = this.#state.kind !== "idle" && this.#state.kind !== "refused";
    if (connected && this.#userId === userId) return;
    if (this.#userId !== userId) this.#lastId = null;
    this.#userId = userId;
    this.#source.start();
  }

  /** Ends the stream and all tries; idempotent. */
  disconnect(): void {
    this.#source.stop();
    if (this.#state.kind !== "idle") this.#become({ kind: "idle" });
  }

  /** Calls back with every progress event, and with the snapshot when a stream starts. */
  onProgress(callback: (update: ProgressUpdate) => void): () => void {
    return this.#progress.add(callback);
  }

  /** Calls back with every step of a file. */
  onFile(callback: (event: FileEvent) => void): () => void {
    return this.#files.add(callback);
  }

  /** Calls back when the stream could not be resumed and the state shown must be replaced. */
  onReset(callback: (reset: StreamReset) => void): () => void {
    return this.#resets.add(callback);
  }

  /** Calls back when something went wrong; `final` says whether it is tried again. */
  onError(callback: (error: StreamError) => void): () => void {
    return this.#errors.add(callback);
  }

  /** Calls back at once with the state of the connection, then with every change of it. */
  onConnection(callback: (state: ConnectionState) => void): () => void {
    const stop = this.#connections.add(callback);
    callback(this.#state);
    return stop;
  }

  /** Calls back with every event as it came. */
  onEvent(callback: (event: RawEvent) => void): () => void {
    return this.#events.add(callback);
  }

  /** Asks once, without the stream: the user's latest progress or null. Throws ApiError. */
  checkProgress(userId: string): Promise<Progress | null> {
    return this.#api.progress(userId);
  }

  /** Makes the server forget all of the user. Throws ApiError. */
  cleanupProgress(userId: string): Promise<CleanupReport> {
    return this.#api.forget(userId);
  }

  #become(state: ConnectionState): void {
    this.#state = state;
    this.#connections.emit(state);
  }

  #url(): string {
    const path = `/api/v1/sse/progress/stream/${encodeURIComponent(this.#userId ?? "")}`;
    const query = this.#lastId === null ? "" : `?last_event_id=${encodeURIComponent(this.#lastId)}`;
    return this.#baseUrl + path + query;
  }

  #receive(type: string, event: MessageEvent<string>): void {
    const id = event.lastEventId;
    const receivedAt = Date.now();
    const duplicate = (type === "progress" || type === "file") && isSeen(this.#lastId, id);
    this.#events.emit({ type, id, data: event.data, receivedAt, duplicate });
    if (duplicate) return;
    const data = parseJson(event.data);
    if (!isRecord(data)) {
      const message = `Cannot read event "${type}": not a JSON object`;
      return this.#errors.emit({ message, status: null, final: false });
    }
    // A resumed stream replays from our own place; taking its present would drop what was missed.
    const keepPlace = type === "connected" && data.resumed === true && isSameLog(this.#lastId, id);
    if (POSITIONAL.includes(type) && id !== "" && !keepPlace) this.#lastId = id;
    this.#pass(type, data, id, receivedAt);
  }

  #pass(type: string, data: Record<string, unknown>, id: string, receivedAt: number): void {
    if (type === "closing") {
      const retryMs = typeof data.retry_ms === "number" ? data.retry_ms : null;
      this.#source.reopen(retryMs, "The server asked to connect again");
    } else if (type === "connected") {
      const connectionId = String(data.connection_id ?? "");
      this.#become({ kind: "open", connectionId, resumed: data.resumed === true });
      if (data.resumed !== true) this.#snapshot(data.progress, id, receivedAt);
    } else if (type === "reset") {
      const progress = asProgress(data.progress);
      this.#resets.emit({ reason: String(data.reason ?? ""), progress });
      this.#snapshot(progress, id, receivedAt);
    } else if (type === "progress") {
      const progress = asProgress(data);
      if (progress) this.#progress.emit({ progress, id, source: "event", receivedAt });
    } else if (type === "file") {
      const file = asFileEvent(data);
      if (file) this.#files.emit(file);
    }
  }

  #snapshot(value: unknown, id: string, receivedAt: number): void {
    const progress = asProgress(value);
    if (progress) this.#progress.emit({ progress, id, source: "snapshot", receivedAt });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
