import { EventSource } from "eventsource";
import type { ApiClient } from "@/testing/api_client.ts";

/** A user's stream as a page has it: an EventSource, which reconnects and resumes by itself. */
export class BrowserStream implements Disposable {
  /** What the updates said as `n`, in the order they came. */
  readonly numbers: unknown[] = [];
  /** Events `connected`. */
  connections = 0;
  /** Events `closing`. */
  goodbyes = 0;
  readonly #source: EventSource;

  constructor(caller: ApiClient) {
    const { base, streamPath, headers } = caller;
    this.#source = new EventSource(base + streamPath, {
      fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, ...headers } }),
    });
    this.#source.addEventListener("connected", () => this.connections++);
    this.#source.addEventListener("closing", () => this.goodbyes++);
    this.#source.addEventListener("progress", ({ data }) => {
      this.numbers.push(JSON.parse(data).n);
    });
  }

  /** Whether it has given up for good, as it does after a 502. */
  get hasGivenUp(): boolean {
    return this.#source.readyState === this.#source.CLOSED;
  }

  [Symbol.dispose](): void {
    this.#source.close();
  }
}
