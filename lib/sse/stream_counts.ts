import type { Chunk } from "@/lib/sse/feed/frame_window.ts";
import type { OpenStream } from "@/lib/sse/open_stream.ts";
import type { CloseReason, ResetReason } from "@/lib/wire/stream_events.ts";
import type { Metrics } from "@/lib/telemetry/metrics.ts";

type Transport = OpenStream["transport"];

/**
 * What a process's streams have done, for its metrics. They are told when they are asked for: thousands
 * of streams open or are served at once, and a labelled counter takes longer than the rest of a step.
 */
export class StreamCounts {
  readonly #metrics: Metrics;
  readonly #users: () => number;
  readonly #open: Record<Transport, number> = { sse: 0, ws: 0 };
  readonly #opened: Record<Transport, number> = { sse: 0, ws: 0 };
  readonly #closed = new Map<CloseReason, number>();
  #events = 0;
  #bytes = 0;

  /** `users` tells how many have an open stream. */
  constructor(metrics: Metrics, users: () => number) {
    this.#metrics = metrics;
    this.#users = users;
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
    this.#closed.set(reason, (this.#closed.get(reason) ?? 0) + 1);
  }

  /** A stream has handed `chunk` to its socket. */
  sent(chunk: Chunk): void {
    this.#events += chunk.frames.length;
    this.#bytes += chunk.bytes.length;
  }

  /** A stream goes on from an id that its client brought. */
  replayed(): void {
    this.#metrics.streamReplays.inc();
  }

  /** A stream could not go on from the id that its client brought. */
  reset(reason: ResetReason): void {
    this.#metrics.streamResets.inc({ reason });
  }

  /** All streams that keep up have been handed what was committed at `at`, in milliseconds. */
  delivered(at: number): void {
    this.#metrics.eventCommitToSocket.observe((Date.now() - at) / 1000);
  }

  #tell(): void {
    const { streamsOpen, streamsOpened, streamUsers, streamEventsSent, streamBytesSent } =
      this.#metrics;
    for (const transport of ["sse", "ws"] as const) {
      streamsOpen.set({ transport }, this.#open[transport]);
      streamsOpened.inc({ transport }, this.#opened[transport]);
      this.#opened[transport] = 0;
    }
    for (const [reason, count] of this.#closed) this.#metrics.streamsClosed.inc({ reason }, count);
    this.#closed.clear();
    streamUsers.set(this.#users());
    streamEventsSent.inc(this.#events);
    streamBytesSent.inc(this.#bytes);
    this.#events = this.#bytes = 0;
  }
}
