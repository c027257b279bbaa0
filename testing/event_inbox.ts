/** One event as a client got it. */
export interface ReceivedEvent {
  event: string;
  /** `<epoch>.<seq>`; null where it has none. */
  id: string | null;
  data: Record<string, unknown>;
  /** When it was read, by `performance.now()`. */
  at: number;
}

/** How long an event is waited for, in milliseconds, unless told: more than a slow machine needs. */
export const PATIENCE_MS = 60_000;

/** The events of one connection, taken one after another by the one who waits for them. */
export abstract class EventInbox implements AsyncDisposable {
  /** Keepalives, which `next` passes over. */
  readonly keepalives: ReceivedEvent[] = [];
  readonly #events: ReceivedEvent[] = [];
  #ended: { reason: string } | null = null;

  /** The next event; null when the connection has ended. Throws when none comes in time. */
  async next(timeoutMs = PATIENCE_MS): Promise<ReceivedEvent | null> {
    const deadline = performance.now() + timeoutMs;
    while (this.#events.length === 0 && !this.#ended) await this.news(deadline);
    return this.#events.shift() ?? null;
  }

  /** The next event. Throws when the connection has ended, or none comes in time. */
  async one(timeoutMs?: number): Promise<ReceivedEvent> {
    const event = await this.next(timeoutMs);
    if (event) return event;
    throw new Error(`Cannot receive an event: ${this.#ended?.reason}`);
  }

  /** The next `count` events. */
  async take(count: number): Promise<ReceivedEvent[]> {
    const events: ReceivedEvent[] = [];
    while (events.length < count) events.push(await this.one());
    return events;
  }

  /** The numbers that the next `count` events say, as `LogFixture.append` puts them there. */
  async numbers(count: number): Promise<number[]> {
    return (await this.take(count)).map(({ data }) => data.n as number);
  }

  /** The next events up to and with the first one that `isLast` holds for. */
  async until(
    isLast: (event: ReceivedEvent) => boolean,
    timeoutMs = PATIENCE_MS,
  ): Promise<ReceivedEvent[]> {
    const events: ReceivedEvent[] = [];
    for (const deadline = performance.now() + timeoutMs;;) {
      const event = await this.one(Math.max(0, deadline - performance.now()));
      events.push(event);
      if (isLast(event)) return events;
    }
  }

  /** Waits until so many keepalives have come; events that come meanwhile are kept. */
  async keptAlive(count: number, timeoutMs = PATIENCE_MS): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    while (this.keepalives.length < count) await this.news(deadline);
  }

  /** Ends the connection. */
  abstract close(): Promise<void>;

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Resolves when something has come, or the connection has ended. */
  protected abstract arrival(): Promise<void>;

  protected push(event: Omit<ReceivedEvent, "at">): void {
    const events = event.event === "keepalive" ? this.keepalives : this.#events;
    events.push({ ...event, at: performance.now() });
  }

  protected finish(reason: string): void {
    this.#ended ??= { reason };
  }

  /** Waits for what comes next. Throws when nothing does by `deadline`, or the connection has ended. */
  protected async news(deadline: number): Promise<void> {
    if (this.#ended) throw new Error(`Cannot receive more: ${this.#ended.reason}`);
    const { promise: late, reject } = Promise.withResolvers<never>();
    const error = new Error("Cannot receive more: nothing came in time");
    const timer = setTimeout(() => reject(error), deadline - performance.now());
    try {
      await Promise.race([this.arrival(), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
