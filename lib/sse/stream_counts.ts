import type { Chunk } from "@/lib/sse/frame_window.ts";
import type { CloseReason, OpenStream } from "@/lib/sse/hub.ts";
import type { Metrics } from "@/lib/telemetry/metrics.ts";

type Transport = OpenStream["transport"];

/**
 * What a process's streams have done, for its metrics. They are told when they are asked for: thousands
 * of streams open or are served at once, and a labelled counter takes longer than the rest of a step.
 */
export class StreamCounts {
  /** Users with an open stream. */
  users = 0;
  readonly #metrics: Metrics;
  readonly #open: Record<Transport, number> = { sse: 0, ws: 0 };
  readonly #opened: Record<Transport, number> = { sse: 0, ws: 0 };
  #lastSent: Chunk | null = null;
  #events = 0;
  #bytes = 0;

  constructor(metrics: Metrics) {
    this.#metrics = metrics;
    metrics.beforeText(() => this.#tell());
  }

  /** Open streams. */
  get open(): number {
    return this.#open.sse + this.#open.ws;
  }

  opened(transport: Transport): void {
    this.#open[transport]++;
    this.#opened[transport]++;
  }

  closed(transport: Transport, reason: CloseReason): void {
    this.#open[transport]--;
    this.#metrics.streamsClosed.inc({ reason });
  }

  /** A stream has handed `chunk` to its socket; the first to do so tells how long it took. */
  sent(chunk: Chunk): void {
    if (chunk !== this.#lastSent) {
      this.#lastSent = chunk;
      this.#metrics.eventCommitToSocket.observe((Date.now() - chunk.at) / 1000);
    }
    this.#events += chunk.frames.length;
    this.#bytes += chunk.bytes.length;
  }

  #tell(): void {
    const { streamsOpen, streamsOpened, streamUsers, streamEventsSent, streamBytesSent } =
      this.#metrics;
    for (const transport of ["sse", "ws"] as const) {
      streamsOpen.set({ transport }, this.#open[transport]);
      streamsOpened.inc({ transport }, this.#opened[transport]);
      this.#opened[transport] = 0;
    }
    streamUsers.set(this.users);
    streamEventsSent.inc(this.#events);
    streamBytesSent.inc(this.#bytes);
    this.#events = this.#bytes = 0;
  }
}
