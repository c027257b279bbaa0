import type { ReadEvent } from "@/testing/event_reader.ts";

/** Deno's WebSocket takes headers; the browser's type, which wins here, doesn't know of it. */
const SocketWithHeaders = WebSocket as unknown as new (
  url: string,
  options: { headers: Record<string, string> },
) => WebSocket;

/** Reads the frames of the old WebSocket endpoint. */
export class SocketReader implements AsyncDisposable {
  readonly socket: WebSocket;
  /** How the socket was closed; undefined while it is open. */
  code: number | undefined;
  readonly #events: ReadEvent[] = [];
  #news = Promise.withResolvers<void>();
  readonly #closed = Promise.withResolvers<void>();

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.onmessage = ({ data }) => {
      this.#events.push(JSON.parse(data));
      this.#ring();
    };
    socket.onclose = ({ code }) => {
      this.code = code;
      this.#closed.resolve();
      this.#ring();
    };
  }

  /** Resolves when the socket is open; throws if it can't be opened. */
  static async open(url: string, headers: Record<string, string> = {}): Promise<SocketReader> {
    const socket = new SocketWithHeaders(url, { headers });
    const reader = new SocketReader(socket);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error(`Cannot open "${url}"`));
    await promise;
    return reader;
  }

  /** The next frame; null after the last. */
  async next(): Promise<ReadEvent | null> {
    while (this.#events.length === 0) {
      if (this.code !== undefined) return null;
      await this.#news.promise;
    }
    return this.#events.shift()!;
  }

  /** The numbers that the next `count` frames say. */
  async numbers(count: number): Promise<number[]> {
    const numbers: number[] = [];
    while (numbers.length < count) {
      const event = await this.next();
      if (!event) throw new Error(`Cannot take ${count} frames: the socket closed`);
      numbers.push(event.data.n as number);
    }
    return numbers;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.code === undefined) this.socket.close();
    await this.#closed.promise;
  }

  #ring(): void {
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }
}
