import type { SSEService } from "@/lib/client/stream/sse_service.ts";
import { isRecord } from "@/lib/wire/record.ts";
import type { BatchEvent, ScoresEvent } from "@/lib/wire/review/batch_event.ts";
import type { DecisionEvent } from "@/lib/wire/review/decision.ts";

/** Who hears of a batch that is worked on. */
export interface ReviewListener {
  /** Some decisions, in their order. */
  onDecisions: (events: readonly DecisionEvent[]) => void;
  /** The batch was renamed, deleted or reopened, or what is known of it may be old. */
  onChanged: () => void;
  /** Some of it has been scored anew: its results change, and are not all there yet. */
  onScoring: () => void;
  /** All of it has been scored anew, or events of it were missed: its results are to be read again. */
  onScored: () => void;
}

/** How long in ms decisions are gathered: a thousand of them are one drawing, not a thousand. */
const GATHER_MS = 40;

/** What the user's stream says of one batch after its end. */
export class ReviewFeed {
  readonly #batchId: string;
  readonly #listener: ReviewListener;
  readonly #stops: (() => void)[];
  #waiting: DecisionEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(sse: SSEService, batchId: string, listener: ReviewListener) {
    this.#batchId = batchId;
    this.#listener = listener;
    this.#stops = [
      sse.onEvent(({ type, data, duplicate }) => duplicate || this.#receive(type, data)),
      sse.onReset(() => {
        listener.onChanged();
        listener.onScored();
      }),
    ];
  }

  /** Hears no more; the stream goes on. */
  end(): void {
    clearTimeout(this.#timer);
    this.#stops.forEach((stop) => stop());
  }

  #receive(type: string, text: string): void {
    if (type !== "decision" && type !== "batch" && type !== "scores") return;
    const data: unknown = JSON.parse(text);
    if (!isRecord(data) || data.batch_id !== this.#batchId) return;
    if (type === "decision") return this.#gather(data as unknown as DecisionEvent);
    if (type === "scores") {
      const { scored, total } = data as unknown as ScoresEvent;
      if (scored >= total) this.#listener.onScored();
      else if (scored > 0) this.#listener.onScoring();
    } else if ((data as unknown as BatchEvent).change !== "shared") this.#listener.onChanged();
  }

  #gather(event: DecisionEvent): void {
    this.#waiting.push(event);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#listener.onDecisions(this.#waiting.splice(0));
    }, GATHER_MS);
  }
}
