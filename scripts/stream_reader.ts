import { EventSourceParserStream } from "eventsource-parser/stream";
import { EventInbox } from "@/testing/event_inbox.ts";

/** How to open a stream. */
export interface StreamReaderOptions {
  headers?: Record<string, string>;
  lastEventId?: string;
}

/** An event stream read over fetch, which can send headers and tells statuses as EventSource can't. */
export class StreamReader extends EventInbox implements AsyncDisposable {
  readonly response: Response;
  /** What the server asked to wait before a reconnection, in milliseconds. */
  retryMs: number | null = null;
  /** Comments, such as `keepalive`. */
  readonly comments: string[] = [];
  readonly #abort: AbortController;
  readonly #pumped: Promise<void>;

  private constructor(response: Response, abort: AbortController) {
    super();
    this.response = response;
    this.#abort = abort;
    this.#pumped = this.#pump(response.body!);
  }

  /** Opens the stream. Throws where the answer is none. */
  static async open(url: string, options: StreamReaderOptions = {}): Promise<StreamReader> {
    const abort = new AbortController();
    const headers = new Headers({ accept: "text/event-stream", ...options.headers });
    if (options.lastEventId !== undefined) headers.set("last-event-id", options.lastEventId);
    const response = await fetch(url, { headers, signal: abort.signal });
    const type = response.headers.get("content-type") ?? "";
    if (response.ok && type.startsWith("text/event-stream")) {
      return new StreamReader(response, abort);
    }
    const body = await response.text();
    throw new Error(`Cannot open the stream: ${response.status} ${type} ${body.slice(0, 500)}`);
  }

  /** Resolves when the server has ended the stream. */
  get ended(): Promise<void> {
    return this.#pumped;
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await this.#pumped;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #pump(body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    const events = body.pipeThrough(new TextDecoderStream()).pipeThrough(
      new EventSourceParserStream({
        onRetry: (ms) => this.retryMs = ms,
        onComment: (comment) => this.comments.push(comment.trim()),
      }),
    );
    try {
      for await (const { event = "message", id = null, data } of events) {
        this.push({ type: event, id, data: JSON.parse(data), at: performance.now() });
      }
      this.finish("the stream has ended");
    } catch (error) {
      this.finish(this.#abort.signal.aborted ? "it was closed here" : String(error));
    }
  }
}
