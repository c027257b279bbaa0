import { now } from "@/bench/load/delivery.ts";

/** Milliseconds that a browser waits where the server names no time of its own: Chrome's. */
const BROWSER_RETRY_MS = 3000;

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** When a client got its connections, in milliseconds; the first one is not counted. */
export interface Returns {
  attempts: number[];
  back: number[];
  /** Answers that were no stream: a native EventSource gives up at one. */
  refused: number;
}

/**
 * A client that comes back as a native EventSource does: after the time that `retry:` last named, or
 * the browser's own where `obedient` is false, again and again.
 */
export class ReturningClient {
  readonly #port: number;
  readonly #path: string;
  readonly #obedient: boolean;
  readonly #returns: Returns;
  readonly #stop: AbortSignal;
  #retryMs = BROWSER_RETRY_MS;

  constructor(
    { port, path, obedient, returns, stop }: {
      port: number;
      path: string;
      obedient: boolean;
      returns: Returns;
      stop: AbortSignal;
    },
  ) {
    this.#port = port;
    this.#path = path;
    this.#obedient = obedient;
    this.#returns = returns;
    this.#stop = stop;
  }

  /** Connects, and goes on coming back until it is stopped; `onOpen` is called the first time. */
  async run(onOpen: () => void): Promise<void> {
    for (let first = true; !this.#stop.aborted;) {
      if (!first) this.#returns.attempts.push(now());
      const opened = await this.#follow(() => {
        if (first) onOpen();
        else this.#returns.back.push(now());
      });
      first &&= !opened;
      if (!this.#stop.aborted) await new Promise((done) => setTimeout(done, this.#retryMs));
    }
  }

  /** Reads until the stream ends; whether it was opened at all. */
  async #follow(onOpen: () => void): Promise<boolean> {
    let opened = false;
    let close = () => {};
    try {
      using connection = await Deno.connect({ port: this.#port, hostname: "127.0.0.1" });
      close = () => connection.close();
      this.#stop.addEventListener("abort", close, { once: true });
      const head = `GET ${this.#path} HTTP/1.1\r\nHost: 127.0.0.1:${this.#port}\r\n\r\n`;
      await connection.write(encoder.encode(head));
      const buffer = new Uint8Array(2048);
      for (let size = await connection.read(buffer); size; size = await connection.read(buffer)) {
        const text = decoder.decode(buffer.subarray(0, size));
        if (!opened && !text.startsWith("HTTP/1.1 200")) {
          this.#returns.refused++;
          break;
        }
        if (!opened) onOpen();
        opened = true;
        this.#listen(text);
      }
    } catch {
      // Refused or broken off: it comes back.
    } finally {
      this.#stop.removeEventListener("abort", close);
    }
    return opened;
  }

  #listen(text: string): void {
    const told = /^retry: (\d+)$/m.exec(text)?.[1];
    if (told && this.#obedient) this.#retryMs = Number(told);
  }
}
