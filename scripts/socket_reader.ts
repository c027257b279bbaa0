import { EventInbox } from "@/testing/event_inbox.ts";

/** Deno's WebSocket takes headers; the browser's type, which wins here, doesn't know of it. */
const SocketWithHeaders = WebSocket as unknown as new (
  url: string,
  options: { headers: Record<string, string> },
) => WebSocket;

/** The old WebSocket endpoint: its frames `{event, id, data}` as events. */
export class SocketReader extends EventInbox implements AsyncDisposable {
  readonly #socket: WebSocket;
  readonly #closed = Promise.withResolvers<CloseEvent>();

  private constructor(socket: WebSocket) {
    super();
    this.#socket = socket;
    socket.onmessage = ({ data }) => {
      const { event, id, data: content } = JSON.parse(data);
      this.push({ type: event, id, data: content, at: performance.now() });
    };
    socket.onclose = (event) => {
      this.finish(`the socket was closed by ${event.code}`);
      this.#closed.resolve(event);
    };
  }

  /** Connects; `url` is an http address. Throws where the server refuses. */
  static async open(url: string, headers: Record<string, string> = {}): Promise<SocketReader> {
    const socket = new SocketWithHeaders(url.replace(/^http/, "ws"), { headers });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    socket.onopen = () => resolve();
    socket.onerror = (event) => {
      reject(new Error(`Cannot open the WebSocket: ${(event as ErrorEvent).message}`));
    };
    const reader = new SocketReader(socket);
    await promise;
    return reader;
  }

  /** Resolves with the code when the connection has ended. */
  get ended(): Promise<number> {
    return this.#closed.promise.then(({ code }) => code);
  }

  async close(): Promise<void> {
    this.#socket.close();
    await this.#closed.promise;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
