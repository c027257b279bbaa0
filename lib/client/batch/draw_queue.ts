import { type Signal, signal } from "@preact/signals";
import { type BatchAction, type BatchState, reduceBatch } from "@/lib/client/batch/batch_state.ts";

/** The state that a page draws, and what is about to happen to it: many events, one drawing. */
export class DrawQueue {
  /** What the page draws. */
  readonly state: Signal<BatchState> = signal<BatchState>({ kind: "empty", problem: null });
  #drawMs: number;
  #onDrawn: (before: BatchState, actions: readonly BatchAction[]) => void;
  #waiting: BatchAction[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ended = false;

  /** Gathers actions for `drawMs`; `onDrawn` is told the state before, and what has changed it. */
  constructor(
    drawMs: number,
    onDrawn: (before: BatchState, actions: readonly BatchAction[]) => void,
  ) {
    this.#drawMs = drawMs;
    this.#onDrawn = onDrawn;
  }

  /** Lets `action` happen with others that come soon. */
  later(action: BatchAction): void {
    if (this.#ended) return;
    this.#waiting.push(action);
    this.#timer ??= setTimeout(() => this.#draw(), this.#drawMs);
  }

  /** Lets what waits happen, then `action`, at once. */
  now(action: BatchAction): void {
    if (this.#ended) return;
    this.#waiting.push(action);
    this.#draw();
  }

  /** Nothing happens any more. */
  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#waiting = [];
  }

  #draw(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const before = this.state.value;
    const actions = this.#waiting;
    this.#waiting = [];
    this.state.value = actions.reduce(reduceBatch, before);
    this.#onDrawn(before, actions);
  }
}
