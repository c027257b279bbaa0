import { type Signal, signal } from "@preact/signals";
import { Api } from "@/lib/client/api/api.ts";
import type { Connections } from "@/lib/wire/connections.ts";
import type { ConnectionState } from "@/lib/client/stream/connection_state.ts";
import { delay } from "@/lib/async/delay.ts";
import { LatencyMeter } from "@/lib/client/console/latency_meter.ts";
import { SSEService, type SSEServiceOptions } from "@/lib/client/stream/sse_service.ts";
import { BATCHES_PER_PAGE } from "@/lib/wire/batch.ts";
import { isRecord } from "@/lib/wire/record.ts";
import type { Progress } from "@/lib/wire/progress.ts";

/** More batches than these are not told apart: a page of the API has no more. */
export const MOST_COUNTED = BATCHES_PER_PAGE.most;

/** One line of the console's log. */
export interface LogEntry {
  /** Counts up; the newest is the highest. */
  number: number;
  /** Milliseconds since 1970. */
  at: number;
  type: string;
  id: string;
  data: string;
  /** From the POST of this console's update to its event, in ms; null for other events. */
  latencyMs: number | null;
}

/** The most lines kept: a console may be open for days. */
const MAX_LOG = 200;

/** What /test-sse does: follows a user's stream, publishes to it, asks and cleans up. */
export class ConsoleSession {
  readonly connection: Signal<ConnectionState> = signal({ kind: "idle" });
  /** Newest first. */
  readonly log: Signal<readonly LogEntry[]> = signal([]);
  /** All events since the console was opened, those no longer in the log included. */
  readonly received: Signal<number> = signal(0);
  readonly progress: Signal<Progress | null> = signal(null);
  readonly counts: Signal<Connections | null> = signal(null);
  readonly simulating: Signal<boolean> = signal(false);
  readonly latency = new LatencyMeter();
  #userId: string;
  #api: Api;
  #sse: SSEService;
  #number = 0;
  #stop: AbortController = new AbortController();

  constructor(userId: string, options: SSEServiceOptions = {}) {
    this.#userId = userId;
    this.#api = new Api(options);
    this.#sse = new SSEService(options);
    this.#sse.onConnection((state) => this.connection.value = state);
    this.#sse.onProgress(({ progress }) => this.progress.value = progress);
    this.#sse.onReset(({ progress }) => this.progress.value = progress);
    this.#sse.onError((error) => this.#write(error.final ? "refused" : "error", "", error.message));
    this.#sse.onEvent((event) => {
      this.received.value += 1;
      const type = event.duplicate ? `${event.type} (again)` : event.type;
      this.#write(type, event.id, event.data, this.#latencyOf(event.data));
    });
  }

  /** Opens the stream. */
  connect(): void {
    this.#sse.connect(this.#userId);
  }

  /** Ends the stream. */
  disconnect(): void {
    this.#sse.disconnect();
  }

  /** Publishes a made-up batch of `total` files, one update each `everyMs`. */
  async simulate(total = 10, everyMs = 250): Promise<void> {
    if (this.simulating.value) return;
    this.simulating.value = true;
    const { signal } = this.#stop;
    try {
      for (let completed = 0; completed <= total; completed++) {
        await this.#publish(completed, total);
        if (completed < total) await delay(everyMs, { signal });
      }
    } catch (error) {
      if (!signal.aborted) this.#write("error", "", (error as Error).message);
    } finally {
      this.simulating.value = false;
    }
  }

  /** Asks for the latest progress without the stream. */
  async check(): Promise<void> {
    await this.#try(async () => {
      this.progress.value = await this.#sse.checkProgress(this.#userId);
      this.#write("status", "", JSON.stringify(this.progress.value));
    });
  }

  /** Deletes everything that the server has of the user. */
  async cleanup(): Promise<void> {
    await this.#try(async () => {
      const report = await this.#sse.cleanupProgress(this.#userId);
      this.#write("cleanup", "", JSON.stringify(report));
    });
  }

  /** How many batches the caller has, {@linkcode MOST_COUNTED} at most; null where that fails. */
  async batchCount(): Promise<number | null> {
    try {
      return (await this.#api.batches(MOST_COUNTED)).length;
    } catch {
      return null;
    }
  }

  /** Counts the open streams; silent where that fails, as it is asked again and again. */
  async count(): Promise<void> {
    try {
      this.counts.value = await this.#api.connections();
    } catch {
      this.counts.value = null;
    }
  }

  /** Empties the log. */
  clear(): void {
    this.log.value = [];
  }

  /** Ends the stream and a simulation that is still going. */
  dispose(): void {
    this.#stop.abort();
    this.#sse.disconnect();
  }

  async #publish(completed: number, total: number): Promise<void> {
    const mark = this.latency.start();
    await this.#api.publish(this.#userId, {
      completed,
      total,
      status: completed === 0 ? "queued" : completed < total ? "processing" : "completed",
      message: completed < total ? `Screened ${completed} of ${total}` : "All screened",
      successful_files: completed,
      failed_files: 0,
      console_mark: mark,
    });
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
      this.#write("error", "", (error as Error).message);
    }
  }

  #write(type: string, id: string, data: string, latencyMs: number | null = null): void {
    const entry = { number: ++this.#number, at: Date.now(), type, id, data, latencyMs };
    this.log.value = [entry, ...this.log.value.slice(0, MAX_LOG - 1)];
  }
}
