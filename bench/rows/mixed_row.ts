import { fanOut } from "@/bench/load/fan_out.ts";
import type { PeerProcess } from "@/bench/peers/peer_process.ts";
import type { ProbeOrder } from "@/bench/load/probe_worker.ts";
import { pdfs } from "@/bench/load/resumes.ts";
import type { Outcome, ServerRow } from "@/bench/rows/row.ts";
import type { ScreeningNews, ScreeningOrder } from "@/bench/load/screening_worker.ts";

const COUNT = 500;
const STREAMS = 2000;
const RATE = 25;
const SECONDS = 5;
/** Often enough for a p99, and little beside all else. */
const PROBE_MS = 10;

/** Events to many streams, alone and while resumes are screened: what one costs the other. */
export const mixedRow: ServerRow = {
  name: "mixed",
  title: `${RATE} events/s to ${
    STREAMS.toLocaleString("en")
  } streams, while ${COUNT} PDFs are read`,
  repeats: 3,
  peers: ["ours"],
  async run(server, quick): Promise<Outcome> {
    const paths = pdfs(quick ? COUNT / 2 : COUNT);
    if (paths.length === 0) {
      console.error("mixed is left out: there are no PDFs to read");
      return { measures: { "p99 ratio": NaN }, faults: 0 };
    }
    const alone = await delivered(server, quick);
    await using screening = await Screening.begin(server, paths);
    using probe = new Probe(`http://127.0.0.1:${server.port}/healthz`);
    const beside = await delivered(server, quick);
    const health = await probe.stop();
    if (screening.hasEnded) throw new Error("Cannot measure: the resumes were read too soon");
    const scored = await screening.scored;
    return {
      measures: {
        "p99 ms, alone": alone.p99,
        "p99 ms, beside": beside.p99,
        "p99 ratio": beside.p99 / alone.p99,
        "/healthz p99 ms": health[Math.ceil(health.length * 0.99) - 1],
      },
      faults: alone.faults + beside.faults + paths.length - scored,
    };
  },
};

async function delivered(server: PeerProcess, quick: boolean) {
  const events = RATE * SECONDS / (quick ? 2 : 1);
  const load = { topics: 1, streamsPerTopic: STREAMS, rate: RATE, replay: false };
  const { delivery, faults } = await fanOut(server, { ...load, events: Math.ceil(events) });
  return { p99: delivery.quantile(0.99), faults };
}

/** Resumes on their way through the server. */
class Screening implements AsyncDisposable {
  readonly #worker: Worker;
  readonly #scored = Promise.withResolvers<number>();
  hasEnded = false;

  private constructor(worker: Worker) {
    this.#worker = worker;
  }

  /** Sends them; resolves when the first has been scored. */
  static async begin(server: PeerProcess, paths: string[]): Promise<Screening> {
    const worker = start("screening_worker.ts");
    const screening = new Screening(worker);
    const began = Promise.withResolvers<void>();
    worker.onmessage = ({ data }: MessageEvent<ScreeningNews>) => {
      if ("began" in data) return began.resolve();
      screening.hasEnded = true;
      screening.#scored.resolve(data.scored);
    };
    worker.onerror = (event) => {
      const error = new Error(`Cannot screen: ${event.message}`);
      began.reject(error);
      screening.#scored.reject(error);
    };
    const order: ScreeningOrder = { url: `http://127.0.0.1:${server.port}`, paths };
    worker.postMessage(order);
    await began.promise;
    return screening;
  }

  /** How many have got a score, once all have ended. */
  get scored(): Promise<number> {
    return this.#scored.promise;
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#worker.terminate();
    return Promise.resolve();
  }
}

/** Asks a path all the while. */
class Probe implements Disposable {
  readonly #worker = start("probe_worker.ts");

  constructor(url: string) {
    const order: ProbeOrder = { url, everyMs: PROBE_MS };
    this.#worker.postMessage(order);
  }

  /** The delays of its answers so far in milliseconds, shortest first. */
  async stop(): Promise<number[]> {
    const { promise, resolve } = Promise.withResolvers<number[]>();
    this.#worker.onmessage = ({ data }: MessageEvent<number[]>) => resolve(data);
    this.#worker.postMessage("stop");
    return (await promise).sort((a, b) => a - b);
  }

  [Symbol.dispose](): void {
    this.#worker.terminate();
  }
}

function start(file: string): Worker {
  return new Worker(new URL(`../load/${file}`, import.meta.url), { type: "module" });
}
