import { type Delivery, now } from "@/bench/load/delivery.ts";
import { GzipBody } from "@/bench/load/gzip_body.ts";
import { DIGITS, MARK, numberAt } from "@/bench/load/event_mark.ts";

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** How a stream is opened. */
export interface StreamOptions {
  lastEventId?: string;
  /** Bytes that one read may take; what is only to be held open needs few. */
  bufferBytes?: number;
  /** Asks for gzip, and takes nothing else. */
  gzip?: boolean;
}

/**
 * One event stream over plain TCP that looks for marks in the bytes and parses nothing else, so
 * that thousands of them leave the processor to the server: `testing/event_reader.ts` would be
 * measured along with it.
 */
export class StreamClient implements Disposable {
  /** What came before counting began: the response's head and the server's greeting. */
  greeting = "";
  /** Bytes that came since counting began. */
  bytes = 0;
  readonly #connection: Deno.TcpConn;
  readonly #buffer: Uint8Array<ArrayBuffer>;
  readonly #opened = Promise.withResolvers<void>();
  readonly #gzip: GzipBody | undefined;
  #delivery: Delivery | undefined;
  #next = 0;

  private constructor(connection: Deno.TcpConn, { bufferBytes = 16_384, gzip }: StreamOptions) {
    this.#connection = connection;
    this.#buffer = new Uint8Array(bufferBytes);
    this.#gzip = gzip ? new GzipBody() : undefined;
  }

  /** Opens a stream; resolves with the first byte of its body, throws unless it is a 200. */
  static async open(port: number, path: string, options: StreamOptions = {}) {
    const connection = await Deno.connect({ port, hostname: "127.0.0.1" });
    const client = new StreamClient(connection, options);
    const resume = options.lastEventId ? `Last-Event-ID: ${options.lastEventId}\r\n` : "";
    const encoding = options.gzip ? "Accept-Encoding: gzip\r\n" : "";
    await connection.write(encoder.encode(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept: text/event-stream\r\n${resume}${encoding}\r\n`,
    ));
    client.#read();
    await client.#opened.promise;
    return client;
  }

  /** The last event id of the greeting; undefined where the server sent none yet. */
  get position(): string | undefined {
    return this.greeting.match(/^id: ?(\S+)\n/m)?.[1];
  }

  /** Counts from here on; `first` is the number of the topic's next event, each `step` after it. */
  count(delivery: Delivery, first: number): void {
    this.#next = first;
    this.#delivery = delivery;
  }

  [Symbol.dispose](): void {
    try {
      this.#connection.close();
    } catch {
      // The server closed it first.
    }
  }

  async #read(): Promise<void> {
    let kept = 0;
    try {
      for (;;) {
        const size = await this.#connection.read(this.#buffer.subarray(kept));
        if (size === null) break;
        if (this.#delivery) this.bytes += size;
        const bytes = this.#buffer.subarray(0, kept + size);
        if (!this.#gzip) kept = this.#take(bytes);
        else for (const piece of this.#gzip.decode(bytes)) this.#take(piece);
      }
    } catch (error) {
      // Closed by this side while it was reading.
      if (!(error instanceof Deno.errors.BadResource || error instanceof Deno.errors.Interrupted)) {
        this.#opened.reject(error);
      }
    }
    this.#opened.reject(new Error(`Cannot read stream: ended after "${this.greeting}"`));
  }

  /** Answers how many bytes were moved to the front, to be looked at with what follows them. */
  #take(bytes: Uint8Array): number {
    return this.#delivery ? this.#scan(bytes, this.#delivery) : this.#greet(bytes);
  }

  #greet(bytes: Uint8Array): number {
    this.greeting += decoder.decode(bytes);
    const body = this.greeting.indexOf("\r\n\r\n") + 4;
    if (body >= 4 && !this.greeting.startsWith("HTTP/1.1 200")) {
      throw new Error(`Cannot open stream: ${this.greeting.slice(0, 400)}`);
    }
    if (body >= 4 && this.greeting.length > body) this.#opened.resolve();
    return 0;
  }

  /** Counts the marks; only a number can be cut. */
  #scan(bytes: Uint8Array, delivery: Delivery): number {
    const end = bytes.length;
    const at = now();
    for (let mark = bytes.indexOf(MARK); mark >= 0; mark = bytes.indexOf(MARK, mark + DIGITS)) {
      if (mark + DIGITS >= end) {
        bytes.copyWithin(0, mark);
        return end - mark;
      }
      this.#receive(numberAt(bytes, mark + 1), at, delivery);
    }
    return 0;
  }

  #receive(number: number, at: number, delivery: Delivery): void {
    if (number < delivery.plan.first) return;
    if (number !== this.#next) delivery.faults++;
    this.#next = number + delivery.plan.topics.length;
    delivery.receive(number, at);
  }
}
