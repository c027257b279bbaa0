import type { Frame } from "@/lib/sse/feed/frame.ts";
import type { LogEventName } from "@/lib/wire/stream_events.ts";

/** What a filter lets through; what is left open lets all through. */
export interface Wanted {
  batch?: string;
  events?: readonly LogEventName[];
}

/** Which events of a log a stream wants; the events that are no part of the log come always. */
export class EventFilter {
  /** The same for filters that let the same through: their streams share what is encoded. */
  readonly key: string;
  readonly #batch: string | undefined;
  readonly #events: ReadonlySet<LogEventName> | undefined;

  constructor({ batch, events }: Wanted) {
    this.#batch = batch;
    this.#events = events && new Set(events);
    this.key = `${batch ?? "*"} ${this.#events ? [...this.#events].sort() : "*"}`;
  }

  admits(frame: Pick<Frame, "type" | "batch">): boolean {
    if (this.#events && !this.#events.has(frame.type)) return false;
    return this.#batch === undefined || frame.batch() === this.#batch;
  }
}
