import { batch, type Signal, signal } from "@preact/signals";
import { Api } from "@/lib/client/api/api.ts";
import { connectionEntry } from "@/lib/client/console/connection_entry.ts";
import type { LogEntry } from "@/lib/client/console/event_log.ts";
import { LatencyMeter } from "@/lib/client/console/latency_meter.ts";
import { parseUpdate } from "@/lib/client/console/own_update.ts";
import { RecentList } from "@/lib/client/console/recent_list.ts";
import { StreamTap } from "@/lib/client/console/stream_tap.ts";
import type { ConnectionState } from "@/lib/client/stream/connection_state.ts";
import {
  type RawEvent,
  SSEService,
  type SSEServiceOptions,
} from "@/lib/client/stream/sse_service.ts";
import { deadline } from "@/lib/async/deadline.ts";
import { delay } from "@/lib/async/delay.ts";
import type { Connections } from "@/lib/wire/connections.ts";
import type { Progress, ProgressUpdate } from "@/lib/wire/progress.ts";
import { isRecord } from "@/lib/wire/record.ts";

/** The most lines kept: a console may be open for days, and an event may have 48 KiB. */
const MAX_ENTRIES = 500;
/** How long in ms a simulation waits for its stream to open. */
const OPEN_MS = 15_000;

/** What /test-sse does: follows a user's stream, publishes to it, asks and cleans up. */
export class ConsoleSession {
  /** Whose stream, and updates. */
  readonly user: Signal<string>;
  /** Where a stream begins: `now`, `earliest` or an event's id. */
  readonly from: Signal<string> = signal("now");
  readonly connection: Signal<ConnectionState> = signal({ kind: "idle" });
  readonly log = new RecentList<LogEntry>(MAX_ENTRIES);
  /** The bytes under the events. */
  readonly tap: StreamTap;
  /** All events since the console was opened, those no longer in the log included. */
  readonly received: Signal<number> = signal(0);
  readonly progress: Signal<Progress | null> = signal(null);
  readonly counts: Signal<Connections | null> = signal(null);
  readonly simulating: Signal<boolean> = signal(false);
  readonly latency = new LatencyMeter();
  #options: SSEServiceOptions;
  #api: Api;
  #sse: SSEService | null = null;
  #stop: AbortController = new AbortController();

  constructor(userId: string, options: SSEServiceOptions = {}) {
    this.user = signal(userId);
    this.tap = new StreamTap(options.fetch);
    this.#options = options;
    this.#api = new Api(options);
  }

  /** The id of the last event that moved the position; null before the first. */
  get lastEventId(): string | null {
    return this.#sse?.lastEventId ?? null;
  }

  /** Opens the stream anew: it begins where `from` says, whatever came before. */
  connect(): void {
    this.#sse?.disconnect();
    this.progress.value = null;
    const from = this.from.value;
    const openSource = (url: string) => this.tap.open(url, from);
    const sse = this.#sse = new SSEService({ ...this.#options, openSource });
    this.#listen(sse);
    sse.connect(this.user.value);
  }

  /** Ends the stream. */
  disconnect(): void {
    this.#sse?.disconnect();
  }

  /** Publishes a made-up batch of `total` files, one update each `everyMs`; connects first. */
  async simulate(total = 10, everyMs = 250): Promise<void> {
    if (this.simulating.value) return;
    this.simulating.value = true;
    const { signal } = this.#stop;
    await this.#try(async () => {
      await this.#opened();
      for (let completed = 0; completed <= total; completed++) {
        await this.#publish(simulated(completed, total));
        if (completed < total) await delay(everyMs, { signal });
      }
    });
    this.simulating.value = false;
  }

  /**
   * Publishes an update as it was written, with a mark for its latency.
   * @throws {SyntaxError} it is no JSON object
   * @throws {ApiError} the server did not take it
   */
  async send(text: string): Promise<void> {
    const id = await this.#publish(parseUpdate(text));
    this.#write("published", JSON.stringify({ id }));
  }

  /** Asks for the latest progress without the stream. */
  async check(): Promise<void> {
    await this.#try(async () => {
      this.progress.value = await this.#api.progress(this.user.value);
      this.#write("status", JSON.stringify(this.progress.value));
    });
  }

  /** Deletes everything that the server has of the user. */
  async cleanup(): Promise<void> {
    await this.#try(async () => {
      const report = await this.#api.forget(this.user.value);
      this.#write("cleanup", JSON.stringify(report));
    });
  }

  /** Counts the open streams; silent where that fails, as it is asked again and again. */
  async count(): Promise<void> {
    try {
      this.counts.value = await this.#api.connections();
    } catch {
      this.counts.value = null;
    }
  }

  /** Ends the stream and a simulation that is still going. */
  dispose(): void {
    this.#stop.abort();
    this.disconnect();
  }

  #listen(sse: SSEService): void {
    const current = (work: () => void) => sse === this.#sse && batch(work);
    let before: ConnectionState | null = sse.state;
    sse.onConnection((state) =>
      current(() => {
        const entry = connectionEntry(state, before);
        before = state;
        this.connection.value = state;
        if (entry) this.#write(entry.type, entry.data);
      })
    );
    sse.onProgress(({ progress }) => current(() => this.progress.value = progress));
    sse.onReset(({ progress }) => current(() => this.progress.value = progress));
    sse.onError(({ message }) =>
      current(() => isTold(this.connection.value, message) || this.#write("error", message))
    );
    sse.onEvent((event) => current(() => this.#receive(event)));
  }

  #receive(event: RawEvent): void {
    this.received.value += 1;
    this.log.add({
      at: event.receivedAt,
      source: "stream",
      type: event.duplicate ? `${event.type} (again)` : event.type,
      id: event.id,
      data: event.data,
      latencyMs: this.#latencyOf(event.data),
    });
  }

  /**
   * Waits for the stream, and opens it where nobody has.
   * @throws {Error} it was refused, or isn't open in time
   */
  async #opened(): Promise<void> {
    const { kind } = this.connection.value;
    if (kind === "idle" || kind === "refused") this.connect();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const unsubscribe = this.connection.subscribe((state) => {
      if (state.kind === "open") resolve();
      if (state.kind === "refused") reject(new Error(`Cannot simulate: ${state.detail}`));
    });
    const { signal } = this.#stop;
    const stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    try {
      await deadline(promise, OPEN_MS);
    } finally {
      signal.removeEventListener("abort", stop);
      unsubscribe();
    }
  }

  #publish(update: ProgressUpdate): Promise<string> {
    const console_mark = this.latency.start();
    return this.#api.publish(this.user.value, { ...update, console_mark });
  }

  #latencyOf(data: string): number | null {
    try {
      const value: unknown = JSON.parse(data);
      return isRecord(value) ? this.latency.end(value.console_mark) : null;
    } catch {
      return null;
    }
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#write("error", (error as Error).message);
    }
  }

  #write(type: string, data: string): void {
    this.log.add({ at: Date.now(), source: "console", type, id: "", data, latencyMs: null });
  }
}

/** Whether the state says what the error would say once more. */
function isTold(state: ConnectionState, message: string): boolean {
  const { reason, detail }: { reason?: string; detail?: string; kind: string } = state;
  return reason === message || detail === message;
}

function simulated(completed: number, total: number): ProgressUpdate {
  return {
    completed,
    total,
    status: completed === 0 ? "queued" : completed < total ? "processing" : "completed",
    message: completed < total ? `Screened ${completed} of ${total}` : "All screened",
    successful_files: completed,
    failed_files: 0,
  };
}
