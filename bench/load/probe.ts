import type { ProbeOrder } from "@/bench/load/probe_worker.ts";

/** Often enough for a p99, and little beside all else. */
const PROBE_MS = 10;

/** Asks a server all the while whether it lives, from a thread of its own. */
export class Probe implements Disposable {
  readonly #worker: Worker;

  constructor(port: number) {
    const url = new URL("./probe_worker.ts", import.meta.url);
    this.#worker = new Worker(url, { type: "module" });
    const order: ProbeOrder = { url: `http://127.0.0.1:${port}/healthz`, everyMs: PROBE_MS };
    this.#worker.postMessage(order);
  }

  /** Ends it; what 99 of 100 answers did not exceed, in milliseconds. */
  async p99(): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<number[]>();
    this.#worker.onmessage = ({ data }: MessageEvent<number[]>) => resolve(data);
    this.#worker.postMessage("stop");
    const delays = (await promise).sort((a, b) => a - b);
    return delays[Math.ceil(delays.length * 0.99) - 1];
  }

  [Symbol.dispose](): void {
    this.#worker.terminate();
  }
}
