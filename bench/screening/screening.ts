import { extractText } from "@/bench/screening/pdftotext.ts";
import type { PeerProcess } from "@/bench/peers/peer_process.ts";
import type { ScreeningNews, ScreeningOrder } from "@/bench/screening/screening_worker.ts";

/** Resumes that are read while something else is measured. */
export interface Screening extends AsyncDisposable {
  /** Ends it; answers how many were not read. Fails where all were before. */
  end(): Promise<number>;
}

/** Has a server screen them; resolves when the first has been scored. */
export async function beginScreening(server: PeerProcess, paths: string[]): Promise<Screening> {
  const url = new URL("./screening_worker.ts", import.meta.url);
  const worker = new Worker(url, { type: "module" });
  const began = Promise.withResolvers<void>();
  const scored = Promise.withResolvers<number>();
  let isOver = false;
  worker.onmessage = ({ data }: MessageEvent<ScreeningNews>) => {
    if ("began" in data) return began.resolve();
    isOver = true;
    scored.resolve(data.scored);
  };
  worker.onerror = (event) => {
    const error = new Error(`Cannot screen: ${event.message}`);
    began.reject(error);
    scored.reject(error);
  };
  const order: ScreeningOrder = { url: `http://127.0.0.1:${server.port}`, paths };
  worker.postMessage(order);
  await began.promise;
  return {
    async end() {
      if (isOver) throw new Error("Cannot measure: the resumes were read too soon");
      return paths.length - await scored.promise;
    },
    [Symbol.asyncDispose]() {
      worker.terminate();
      return Promise.resolve();
    },
  };
}

/** Has their text taken by pdftotext again and again; it makes way for the server as our sandboxes do. */
export function beginExtraction(paths: string[], atOnce: number): Screening {
  const stop = new AbortController();
  const done = extractText(repeated(paths), { atOnce, niceness: 10, signal: stop.signal });
  const end = () => {
    stop.abort();
    return done.then(() => 0);
  };
  return { end, [Symbol.asyncDispose]: async () => void await end() };
}

function* repeated<Item>(items: readonly Item[]): Generator<Item> {
  for (;;) yield* items;
}
