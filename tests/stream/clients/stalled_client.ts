import type { ReceivedEvent } from "@/testing/event_inbox.ts";
import { EventReader } from "@/testing/event_reader.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A client over bare TCP that sends its request and then doesn't read until it is told to. */
export class StalledClient implements Disposable {
  readonly #connection: Deno.TcpConn;
  readonly #transport: "sse" | "ws";

  private constructor(connection: Deno.TcpConn, transport: "sse" | "ws") {
    this.#connection = connection;
    this.#transport = transport;
  }

  static async open(
    port: number,
    user: string,
    transport: "sse" | "ws" = "sse",
  ): Promise<StalledClient> {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port });
    const client = new StalledClient(connection, transport);
    await connection.write(encoder.encode(client.#request(port, user)));
    return client;
  }

  /** Reads from here on. */
  events(): AsyncGenerator<ReceivedEvent> {
    return this.#transport === "sse" ? this.#readEvents() : this.#readFrames();
  }

  /** Reads on until the server ends the stream: by a close frame, the last byte, or a reset. */
  async ended(): Promise<void> {
    if (this.#transport === "ws") {
      for await (const _ of this.events());
      return;
    }
    const buffer = new Uint8Array(65_536);
    try {
      while (await this.#connection.read(buffer) !== null);
    } catch {
      // Reset.
    }
  }

  [Symbol.dispose](): void {
    try {
      this.#connection.close();
    } catch {
      // It ended with the body.
    }
  }

  #request(port: number, user: string): string {
    const host = `Host: 127.0.0.1:${port}\r\n`;
    // Of HTTP/1.0, so that the body comes as it is and not in chunks.
    if (this.#transport === "sse") {
      return `GET /api/v1/sse/progress/stream/${user} HTTP/1.0\r\n${host}\r\n`;
    }
    return `GET /api/v1/ws/progress/${user} HTTP/1.1\r\n${host}Connection: Upgrade\r\n` +
      "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
  }

  async *#readEvents(): AsyncGenerator<ReceivedEvent> {
    await this.#skipHead();
    const reader = new EventReader(this.#connection.readable);
    for (let event; (event = await reader.next());) yield event;
  }

  /** RFC 6455, section 5.2: frames of a server are not masked, and ours are not in fragments. */
  async *#readFrames(): AsyncGenerator<ReceivedEvent> {
    await this.#skipHead();
    for (;;) {
      const [opcode, short] = await this.#take(2);
      let length = short & 127;
      if (length === 126) length = view(await this.#take(2)).getUint16(0);
      else if (length === 127) length = Number(view(await this.#take(8)).getBigUint64(0));
      const payload = await this.#take(length);
      if (opcode === 0x81) yield { ...JSON.parse(decoder.decode(payload)), at: performance.now() };
      if (opcode === 0x88) return;
    }
  }

  async #skipHead(): Promise<void> {
    for (let head = ""; !head.endsWith("\r\n\r\n");) head += decoder.decode(await this.#take(1));
  }

  async #take(length: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length;) {
      const read = await this.#connection.read(bytes.subarray(at));
      if (read === null) throw new Error("Cannot read on: the connection ended");
      at += read;
    }
    return bytes;
  }
}

function view(bytes: Uint8Array<ArrayBuffer>): DataView {
  return new DataView(bytes.buffer);
}
