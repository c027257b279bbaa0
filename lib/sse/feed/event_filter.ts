import type { Frame } from "@/lib/sse/feed/frame.ts";
import type { LogEventName } from "@/lib/wire/stream_events.ts";

/** How events look to somebody else than their user. */
export interface EventView {
  /** The same for views that show the same: their streams share what is encoded. */
  key: string;
  show(type: LogEventName, data: Record<string, unknown>): unknown;
}

/** What a filter lets through; what is left open lets all through, as it is. */
export interface Wanted {
  batch?: string;
  events?: readonly LogEventName[];
  view?: EventView;
}

/** Which events of a log a stream wants; the events that are no part of the log come always. */
export class EventFilter {
  /** The same for filters that let the same through: their streams share what is encoded. */
  readonly key: string;
  readonly #batch: string | undefined;
  readonly #events: ReadonlySet<LogEventName> | undefined;
  readonly #view: EventView | undefined;

  constructor({ batch, events, view }: Wanted) {
    this.#batch = batch;
    this.#events = events && new Set(events);
    this.#view = view;
    this.key = `${batch ?? "*"} ${this.#events ? [...this.#events].sort() : "*"}` +
      (view ? ` ${view.key}` : "");
  }

  /** Those of the frames that it lets through, as they are shown. */
  framesOf(frames: Frame[]): Frame[] {
    const admitted = frames.filter((frame) => this.admits(frame));
    const view = this.#view;
    if (!view) return admitted;
    return admitted.map((frame) => frame.shown((data) => view.show(frame.type, data)));
  }

  admits(frame: Pick<Frame, "type" | "batch">): boolean {
    if (this.#events && !this.#events.has(frame.type)) return false;
    return this.#batch === undefined || frame.batch() === this.#batch;
  }
}
