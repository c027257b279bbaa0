const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** One keep-alive connection that publishes updates; requests may follow without waiting. */
export class PublishConnection implements Disposable {
  readonly #connection: Deno.TcpConn;
  readonly #port: number;
  #sent = 0;
  #answered = 0;
  #waiting: PromiseWithResolvers<void> | undefined;
  /** Answers that were no 2xx. */
  refused = 0;

  private constructor(connection: Deno.TcpConn, port: number) {
    this.#connection = connection;
    this.#port = port;
    connection.setNoDelay(true);
    this.#read();
  }

  /** Opens a connection to a server on this machine. */
  static async open(port: number): Promise<PublishConnection> {
    return new PublishConnection(await Deno.connect({ port, hostname: "127.0.0.1" }), port);
  }

  /** Sends one update; resolves when it is written, not when it is answered. */
  async send(path: string, body: string): Promise<void> {
    this.#sent++;
    await this.#connection.write(encoder.encode(
      `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${this.#port}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    ));
  }

  /** Waits until all that was sent is answered. */
  async answered(): Promise<void> {
    while (this.#answered < this.#sent) {
      this.#waiting = Promise.withResolvers<void>();
      await this.#waiting.promise;
    }
  }

  [Symbol.dispose](): void {
    this.#connection.close();
  }

  /** Counts status lines: enough to know that a request was answered, and how. */
  async #read(): Promise<void> {
    const buffer = new Uint8Array(16_384);
    let tail = "";
    try {
      for (let size; (size = await this.#connection.read(buffer)) !== null;) {
        const text = tail + decoder.decode(buffer.subarray(0, size));
        let counted = 0;
        for (const answer of text.matchAll(/HTTP\/1\.1 (\d)/g)) {
          counted = answer.index + answer[0].length;
          this.#answered++;
          if (answer[1] !== "2") this.refused++;
        }
        // Shorter than a status line's beginning, so that one cut in two is seen, and seen once.
        tail = text.slice(Math.max(counted, text.length - 9));
        this.#waiting?.resolve();
      }
    } catch (error) {
      if (!(error instanceof Deno.errors.BadResource || error instanceof Deno.errors.Interrupted)) {
        throw error;
      }
    }
  }
}
