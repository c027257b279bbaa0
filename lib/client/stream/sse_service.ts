import { Api, type ApiOptions } from "@/lib/client/api/api.ts";
import type { ConnectionState, StreamError } from "@/lib/client/stream/connection_state.ts";
import { isSameLog, isSeen } from "@/lib/client/stream/event_position.ts";
import { Listeners } from "@/lib/client/stream/listeners.ts";
import {
  ReconnectingSource,
  type ReconnectOptions,
} from "@/lib/client/stream/reconnecting_source.ts";
import type { CleanupReport } from "@/lib/wire/cleanup_report.ts";
import { asProgress, type Progress } from "@/lib/wire/progress.ts";
import { isRecord } from "@/lib/wire/record.ts";
import {
  asFileEvent,
  type Closing,
  type Connected,
  type FileEvent,
  LAST_EVENT_ID,
  LOG_EVENTS,
  POSITIONAL_EVENTS,
  type Reset,
  STREAM_EVENTS,
  type StreamEventName,
} from "@/lib/wire/stream_events.ts";

/** What is listened for: an event without a type is shown, and means nothing. */
type EventType = StreamEventName | "message";

/** One event as it came: its type, id (`<epoch>.<seq>`), data, and when (ms since 1970). */
export interface RawEvent {
  type: EventType;
  id: string;
  data: string;
  receivedAt: number;
  /** True where an event with this or a later id came before; it is not passed on. */
  duplicate: boolean;
}

/** Progress with where it came from: an event, or the state when the stream (re)started. */
export interface StreamProgress {
  progress: Progress;
  id: string;
  source: "event" | "snapshot";
  receivedAt: number;
}

/** Options of {@linkcode SSEService}; the defaults are for a page of the app. */
export interface SSEServiceOptions extends ApiOptions, ReconnectOptions {}

/**
 * The event stream of one user: a native EventSource that reconnects by itself, also where the
 * native one gives up, and that never delivers an event twice.
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
  #source: ReconnectingSource<EventType>;
  #userId: string | null = null;
  #lastId: string | null = null;
  #state: ConnectionState = { kind: "idle" };
  #connections = new Listeners<ConnectionState>();
  #events = new Listeners<RawEvent>();
  #progress = new Listeners<StreamProgress>();
  #files = new Listeners<FileEvent>();
  #resets = new Listeners<Reset>();
  #errors = new Listeners<StreamError>();

  constructor(options: SSEServiceOptions = {}) {
    this.#baseUrl = options.baseUrl ?? "";
    this.#api = new Api(options);
    const owner = {
      url: () => this.#url(),
      onEvent: (type: EventType, event: MessageEvent<string>) => this.#receive(type, event),
      onState: (state: ConnectionState) => this.#become(state),
      onQuiet: (quiet: boolean) => this.#onQuiet(quiet),
      onError: (error: StreamError) => this.#errors.emit(error),
    };
    this.#source = new ReconnectingSource([...STREAM_EVENTS, "message"], owner, options);
  }

  /** Where the connection stands now. */
  get state(): ConnectionState {
    return this.#state;
  }

  /** The id of the last event that was passed on, null before the first. */
  get lastEventId(): string | null {
    return this.#lastId;
  }

  /**
   * Follows `userId` ("me" is the caller), from the event `after` on where that is given. The same user
   * again resumes after the last event.
   */
  connect(userId: string, after: string | null = null): void {
    const { kind } = this.#state;
    if (kind !== "idle" && kind !== "refused" && this.#userId === userId) return;
    if (this.#userId !== userId) this.#lastId = after;
    this.#userId = userId;
    this.#source.start();
  }

  /** Ends the stream and all tries; idempotent. */
  disconnect(): void {
    this.#source.stop();
    if (this.#state.kind !== "idle" || this.#state.paused) this.#become({ kind: "idle" });
  }

  /** Calls back with every progress event, and with the snapshot when a stream starts. */
  onProgress(callback: (update: StreamProgress) => void): () => void {
    return this.#progress.add(callback);
  }

  /** Calls back with every step of a file. */
  onFile(callback: (event: FileEvent) => void): () => void {
    return this.#files.add(callback);
  }

  /** Calls back when the stream could not be resumed and the state shown must be replaced. */
  onReset(callback: (reset: Reset) => void): () => void {
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

  /**
   * Asks once, without the stream, for the user's latest progress; null where there is none.
   * @throws {ApiError}
   */
  checkProgress(userId: string): Promise<Progress | null> {
    return this.#api.progress(userId);
  }

  /**
   * Deletes everything that the server has of the user.
   * @throws {ApiError}
   */
  cleanupProgress(userId: string): Promise<CleanupReport> {
    return this.#api.forget(userId);
  }

  #become(state: ConnectionState): void {
    const lastHeardAt = this.#source.lastHeardAt;
    this.#state = lastHeardAt === undefined ? state : { ...state, lastHeardAt };
    this.#connections.emit(this.#state);
  }

  #onQuiet(quiet: boolean): void {
    if (this.#state.kind === "open") this.#become({ ...this.#state, quiet });
  }

  #url(): string {
    const path = `/api/v1/sse/progress/stream/${encodeURIComponent(this.#userId ?? "")}`;
    const query = this.#lastId === null
      ? ""
      : `?${LAST_EVENT_ID.query}=${encodeURIComponent(this.#lastId)}`;
    return this.#baseUrl + path + query;
  }

  #receive(type: EventType, event: MessageEvent<string>): void {
    const id = event.lastEventId;
    const receivedAt = this.#source.lastHeardAt!;
    const duplicate = includes(LOG_EVENTS, type) && isSeen(this.#lastId, id);
    this.#events.emit({ type, id, data: event.data, receivedAt, duplicate });
    if (duplicate) return;
    const data = parseJson(event.data);
    if (!isRecord(data)) {
      const message = `Cannot read event "${type}": not a JSON object`;
      return this.#errors.emit({ message, status: null, final: false });
    }
    // What was missed comes next: after the id of `connected` it would count as seen.
    const keepPlace = type === "connected" && data.resumed === true && isSameLog(this.#lastId, id);
    if (includes(POSITIONAL_EVENTS, type) && id !== "" && !keepPlace) this.#lastId = id;
    this.#pass(type, data, id, receivedAt);
  }

  #pass(type: EventType, data: Record<string, unknown>, id: string, receivedAt: number): void {
    switch (type) {
      case "closing": {
        const { retry_ms, reason }: Partial<Closing> = data;
        const why = reason ?? "The server asked to connect again";
        return this.#source.reopen(retry_ms ?? null, why);
      }
      case "connected": {
        const { connection_id = "", resumed = false, progress }: Partial<Connected> = data;
        const { keepalive_seconds }: Partial<Connected> = data;
        if (keepalive_seconds! > 0) this.#source.expectKeepalive(keepalive_seconds!);
        this.#become({ kind: "open", connectionId: connection_id, resumed });
        if (resumed) return;
        return this.#tell({ progress, id, source: "snapshot", receivedAt });
      }
      case "reset": {
        const { reason, progress } = data as unknown as Reset;
        this.#resets.emit({ reason, progress: asProgress(progress) });
        return this.#tell({ progress, id, source: "snapshot", receivedAt });
      }
      case "progress":
        return this.#tell({ progress: data, id, source: "event", receivedAt });
      case "file": {
        const file = asFileEvent(data);
        if (file) this.#files.emit(file);
      }
    }
  }

  #tell(update: Omit<StreamProgress, "progress"> & { progress: unknown }): void {
    const progress = asProgress(update.progress);
    if (progress) this.#progress.emit({ ...update, progress });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function includes(names: readonly EventType[], type: EventType): boolean {
  return names.includes(type);
}
