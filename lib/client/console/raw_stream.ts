import { fieldsOf, type FrameFields, FrameSplitter } from "@/lib/client/console/frame_splitter.ts";

/** When the steps of one connection came, in ms since 1970; null for what has not come. */
export interface StreamTiming {
  askedAt: number;
  /** The HTTP status. */
  status: number | null;
  /** The answer's headers. */
  headersAt: number | null;
  firstByteAt: number | null;
  firstEventAt: number | null;
  lastByteAt: number | null;
  /** Of the body, as they are after decompression. */
  bytes: number;
  /** How a proxy has compressed it. */
  encoding: string | null;
}

/** Who watches a {@linkcode RawStream}. */
export interface StreamWatcher {
  onTiming(timing: StreamTiming): void;
  /** The answer's status and headers, as lines. */
  onHead(lines: string[]): void;
  onFrame(lines: string[], fields: FrameFields): void;
  /** Why it ended, unless it was closed. */
  onEnd(reason: string): void;
}

/**
 * The part of EventSource that SSEService uses, read by `fetch`: that shows the frames as they come,
 * which EventSource hides, and it can be broken and stalled. It doesn't reconnect by itself.
 */
export class RawStream extends EventTarget {
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  #readyState: number = EventSource.CONNECTING;
  #watcher: StreamWatcher;
  #abort = new AbortController();
  #held: PromiseWithResolvers<void> | null = null;
  #splitter = new FrameSplitter();
  #lastId = "";
  #timing: StreamTiming = {
    askedAt: Date.now(),
    status: null,
    headersAt: null,
    firstByteAt: null,
    firstEventAt: null,
    lastByteAt: null,
    bytes: 0,
    encoding: null,
  };

  constructor(url: string, watcher: StreamWatcher, fetcher: typeof fetch = fetch) {
    super();
    this.#watcher = watcher;
    void this.#run(url, fetcher);
  }

  /** As EventSource has it. */
  get readyState(): number {
    return this.#readyState;
  }

  /** Ends it for good; idempotent. */
  close(): void {
    this.#readyState = EventSource.CLOSED;
    this.break();
  }

  /** Cuts the connection, as a network would. */
  break(): void {
    this.#abort.abort();
    this.resume();
  }

  /** Stops reading: the connection stays, and nothing more comes of it. */
  stall(): void {
    this.#held ??= Promise.withResolvers<void>();
  }

  /** Reads on after a stall. */
  resume(): void {
    this.#held?.resolve();
    this.#held = null;
  }

  get #closed(): boolean {
    return this.#readyState === EventSource.CLOSED;
  }

  async #run(url: string, fetcher: typeof fetch): Promise<void> {
    this.#tell({});
    let reason = "The server ended the stream";
    try {
      const { signal } = this.#abort;
      const headers = { accept: "text/event-stream" };
      const response = await fetcher(url, { signal, headers, cache: "no-store" });
      signal.throwIfAborted();
      if (this.#accept(response)) await this.#read(response.body!);
      else await response.body?.cancel();
    } catch (error) {
      reason = this.#abort.signal.aborted ? "The connection was broken here" : String(error);
    }
    // What went wrong here must not leave it open.
    this.#abort.abort();
    if (this.#closed) return;
    if (this.#refused) this.#readyState = EventSource.CLOSED;
    else {
      this.#readyState = EventSource.CONNECTING;
      this.#watcher.onEnd(reason);
    }
    this.onerror?.();
  }

  get #refused(): boolean {
    return this.#timing.headersAt !== null && this.#readyState !== EventSource.OPEN;
  }

  /** Whether the answer is an event stream. */
  #accept(response: Response): boolean {
    const { status, headers } = response;
    const encoding = headers.get("content-encoding");
    this.#tell({ status, headersAt: Date.now(), encoding });
    this.#watcher.onHead([
      `HTTP ${status}`,
      ...[...headers].map(([name, value]) => `${name}: ${value}`),
    ]);
    const isStream = /^text\/event-stream\b/.test(headers.get("content-type") ?? "");
    if (status !== 200 || !isStream) return false;
    this.#readyState = EventSource.OPEN;
    this.onopen?.();
    return true;
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    for await (const bytes of body) {
      await this.#held?.promise;
      this.#abort.signal.throwIfAborted();
      const now = Date.now();
      this.#tell({
        firstByteAt: this.#timing.firstByteAt ?? now,
        lastByteAt: now,
        bytes: this.#timing.bytes + bytes.length,
      });
      for (const lines of this.#splitter.push(bytes)) this.#deliver(lines);
    }
  }

  #deliver(lines: string[]): void {
    // An event may have closed it.
    if (this.#closed) return;
    const fields = fieldsOf(lines);
    this.#watcher.onFrame(lines, fields);
    if (fields.id !== null) this.#lastId = fields.id;
    if (fields.data === null) return;
    if (this.#timing.firstEventAt === null) this.#tell({ firstEventAt: Date.now() });
    const init = { data: fields.data, lastEventId: this.#lastId };
    this.dispatchEvent(new MessageEvent(fields.type, init));
  }

  #tell(change: Partial<StreamTiming>): void {
    this.#timing = { ...this.#timing, ...change };
    this.#watcher.onTiming(this.#timing);
  }
}
