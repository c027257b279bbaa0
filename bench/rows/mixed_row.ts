import { fanOut } from "@/bench/load/fan_out.ts";
import type { PeerProcess } from "@/bench/peers/peer_process.ts";
import { Probe } from "@/bench/load/probe.ts";
import { pdfs } from "@/bench/load/resumes.ts";
import type { Outcome, ServerRow } from "@/bench/rows/row.ts";
import type { ScreeningNews, ScreeningOrder } from "@/bench/load/screening_worker.ts";

const COUNT = 500;
const STREAMS = 2000;
const RATE = 25;
const SECONDS = 5;

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
    using probe = new Probe(server.port);
    const beside = await delivered(server, quick);
    const health = await probe.p99();
    if (screening.hasEnded) throw new Error("Cannot measure: the resumes were read too soon");
    const scored = await screening.scored;
    return {
      measures: {
        "p99 ms, alone": alone.p99,
        "p99 ms, beside": beside.p99,
        "p99 ratio": beside.p99 / alone.p99,
        "/healthz p99 ms": health,
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
    const url = new URL("../load/screening_worker.ts", import.meta.url);
    const worker = new Worker(url, { type: "module" });
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
