/** One event as a client got it. */
export interface ReceivedEvent {
  type: string;
  /** `<epoch>.<seq>`; null where it has none. */
  id: string | null;
  data: Record<string, unknown>;
  /** When it came, by `performance.now()`. */
  at: number;
}

/** How long an event is waited for, in milliseconds, unless told. */
const PATIENCE_MS = 10_000;

/** The events of one connection, taken one after another by whoever waits for them. */
export class EventInbox {
  /** All that came. */
  readonly events: ReceivedEvent[] = [];
  #taken = 0;
  #ended: { reason: string } | null = null;
  #wake: () => void = () => {};

  /** The next event. Throws when the connection has ended, or when none comes in time. */
  async next(timeoutMs = PATIENCE_MS): Promise<ReceivedEvent> {
    if (this.#taken === this.events.length) await this.#arrival(timeoutMs);
    const event = this.events[this.#taken];
    if (!event) throw new Error(`Cannot receive an event: ${this.#ended?.reason ?? "none came"}`);
    this.#taken++;
    return event;
  }

  /** The next `count` events. */
  async take(count: number): Promise<ReceivedEvent[]> {
    const events: ReceivedEvent[] = [];
    while (events.length < count) events.push(await this.next());
    return events;
  }

  /** The next events up to and with the first one that `isLast` holds for. */
  async until(
    isLast: (event: ReceivedEvent) => boolean,
    timeoutMs = PATIENCE_MS,
  ): Promise<ReceivedEvent[]> {
    const events: ReceivedEvent[] = [];
    for (const deadline = performance.now() + timeoutMs;;) {
      const event = await this.next(Math.max(0, deadline - performance.now()));
      events.push(event);
      if (isLast(event)) return events;
    }
  }

  protected push(event: ReceivedEvent): void {
    this.events.push(event);
    this.#wake();
  }

  protected finish(reason: string): void {
    this.#ended ??= { reason };
    this.#wake();
  }

  async #arrival(timeoutMs: number): Promise<void> {
    if (this.#ended) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    const timer = setTimeout(resolve, timeoutMs);
    await promise;
    clearTimeout(timer);
  }
}
