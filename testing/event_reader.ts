import { createParser } from "eventsource-parser";

/** One event as a client gets it. */
export interface ReadEvent {
  event: string;
  id: string | undefined;
  data: Record<string, unknown>;
}

/** Reads the events of a stream, by a parser that isn't ours. Pulls no more than it is asked for. */
export class EventReader implements AsyncDisposable {
  /** The last `retry:` in milliseconds. */
  retry: number | undefined;
  /** Comments, such as keepalives. */
  readonly comments: string[] = [];
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  // Deno 2.9.6 drops a byte order mark at the start of a read from anywhere in a stream.
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  readonly #events: ReadEvent[] = [];
  readonly #parser = createParser({
    onEvent: ({ event, id, data }) =>
      this.#events.push({ event: event ?? "message", id, data: JSON.parse(data) }),
    onRetry: (retry) => this.retry = retry,
    onComment: (comment) => this.comments.push(comment),
  });

  constructor(body: ReadableStream<Uint8Array>) {
    this.#reader = body.getReader();
  }

  /** The next event; null at the end of the stream. */
  async next(): Promise<ReadEvent | null> {
    while (this.#events.length === 0) {
      const { done, value } = await this.#reader.read();
      if (done) return null;
      this.#parser.feed(this.#decoder.decode(value, { stream: true }));
    }
    return this.#events.shift()!;
  }

  /** The next `count` events. */
  async take(count: number): Promise<ReadEvent[]> {
    const events: ReadEvent[] = [];
    while (events.length < count) {
      const event = await this.next();
      if (!event) throw new Error(`Cannot take ${count} events: the stream ended`);
      events.push(event);
    }
    return events;
  }

  /** The numbers that the next `count` events say, as `LogFixture.append` puts them there. */
  async numbers(count: number): Promise<number[]> {
    return (await this.take(count)).map(({ data }) => data.n as number);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#reader.cancel().catch(() => {});
  }
}
