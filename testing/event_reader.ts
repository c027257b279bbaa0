import { createParser } from "eventsource-parser";
import { EventInbox } from "@/testing/event_inbox.ts";

/** Reads the events of a stream, by a parser that isn't ours. Pulls no more than it is asked for. */
export class EventReader extends EventInbox {
  /** The last `retry:` in milliseconds. */
  retry: number | undefined;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #reading: Promise<void> | null = null;
  // Deno 2.9.6 drops a byte order mark at the start of a read from anywhere in a stream.
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  readonly #parser = createParser({
    onEvent: ({ event = "message", id = null, data }) =>
      this.push({ event, id, data: JSON.parse(data) }),
    onRetry: (retry) => this.retry = retry,
  });

  constructor(body: ReadableStream<Uint8Array>) {
    super();
    this.#reader = body.getReader();
  }

  /** Reads the body of an answer; throws where it is no event stream. */
  static async of(response: Response): Promise<EventReader> {
    const type = response.headers.get("content-type") ?? "";
    if (response.ok && type.startsWith("text/event-stream")) return new EventReader(response.body!);
    const body = (await response.text()).slice(0, 500);
    throw new Error(`Cannot open the stream: ${response.status} ${type} ${body}`);
  }

  async close(): Promise<void> {
    await this.#reader.cancel().catch(() => {});
  }

  /** One read, which whoever is impatient leaves to the next. */
  protected arrival(): Promise<void> {
    return this.#reading ??= this.#read().finally(() => this.#reading = null);
  }

  async #read(): Promise<void> {
    const { done, value } = await this.#reader.read();
    if (done) this.finish("the stream has ended");
    else this.#parser.feed(this.#decoder.decode(value, { stream: true }));
  }
}
