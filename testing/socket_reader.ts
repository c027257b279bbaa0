import { EventInbox } from "@/testing/event_inbox.ts";

/** Deno's WebSocket takes headers; the browser's type, which wins here, doesn't know of it. */
const SocketWithHeaders = WebSocket as unknown as new (
  url: string,
  options: { headers: Record<string, string> },
) => WebSocket;

/** Reads the old WebSocket endpoint: its frames `{event, id, data}` as events. */
export class SocketReader extends EventInbox {
  readonly socket: WebSocket;
  /** How the socket was closed; undefined while it is open. */
  code: number | undefined;
  #news = Promise.withResolvers<void>();
  readonly #closed = Promise.withResolvers<void>();

  private constructor(socket: WebSocket) {
    super();
    this.socket = socket;
    socket.onmessage = ({ data }) => {
      const { event, id, data: content } = JSON.parse(data);
      this.push({ event, id, data: content });
      this.#ring();
    };
    socket.onclose = ({ code }) => {
      this.code = code;
      this.finish(`the socket was closed by ${code}`);
      this.#closed.resolve();
      this.#ring();
    };
  }

  /** Connects; `url` may be an http address. Throws where the server refuses. */
  static async open(url: string, headers: Record<string, string> = {}): Promise<SocketReader> {
    const socket = new SocketWithHeaders(url.replace(/^http/, "ws"), { headers });
    const reader = new SocketReader(socket);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    socket.onopen = () => resolve();
    socket.onerror = (event) => {
      reject(new Error(`Cannot open "${url}": ${(event as ErrorEvent).message}`));
    };
    await promise;
    return reader;
  }

  async close(): Promise<void> {
    if (this.code === undefined) this.socket.close();
    await this.#closed.promise;
  }

  protected arrival(): Promise<void> {
    return this.#news.promise;
  }

  #ring(): void {
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }
}
