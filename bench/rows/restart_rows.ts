import { now } from "@/bench/load/delivery.ts";
import { ReturningClient, type Returns } from "@/bench/load/returning_client.ts";
import type { PeerProcess } from "@/bench/peers/peer_process.ts";
import type { Outcome, ServerRow } from "@/bench/rows/row.ts";

/** How long the server is away, as in an update. */
const AWAY_MS = 1000;
/** By then all are back, or something is wrong. */
const ALL_BACK_MS = 60_000;
const SAMPLE_MS = 500;

interface Restart {
  name: string;
  clients: number;
  /** What the clients do, in words. */
  clientsDo: string;
  signal: Deno.Signal;
  obedient: boolean;
}

function restartRow({ name, clients, clientsDo, signal, obedient }: Restart): ServerRow {
  return {
    name,
    title: `${clients.toLocaleString("en")} streams over a restart, ${clientsDo}`,
    repeats: 1,
    peers: ["bare", "ours"],
    async run(server): Promise<Outcome> {
      const returns: Returns = { attempts: [], back: [], refused: 0 };
      await using _followers = await followers(server, clients, obedient, returns);
      await server.restart(signal, AWAY_MS);
      const started = now();
      const processor = await busiest(server, () => {
        return returns.back.length >= clients || now() - started > ALL_BACK_MS;
      });
      return {
        measures: {
          "peak connects/s": peakPerSecond(returns.attempts),
          "all back ms": latest(returns.back) - started,
          "busiest half second, % of a core": processor,
          "answers that were no stream": returns.refused,
        },
        faults: clients - returns.back.length,
      };
    },
  };
}

/** Clients that are all connected, and go on coming back until they are disposed of. */
async function followers(
  server: PeerProcess,
  clients: number,
  obedient: boolean,
  returns: Returns,
): Promise<AsyncDisposable> {
  const stop = new AbortController();
  const running: Promise<void>[] = [];
  const opened = Array.from({ length: clients }, (_, at) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const path = server.peer.streamPath(`restart${at % 500}`);
    const options = { port: server.port, path, obedient, returns, stop: stop.signal };
    running.push(new ReturningClient(options).run(resolve));
    return promise;
  });
  await Promise.all(opened);
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await Promise.all(running);
    },
  };
}

/** The most that the server used of a core in any half second until it is over, in percent. */
async function busiest(server: PeerProcess, over: () => boolean): Promise<number> {
  let most = 0;
  let last = { at: now(), seconds: server.processorSeconds() };
  while (!over()) {
    await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
    const next = { at: now(), seconds: server.processorSeconds() };
    most = Math.max(most, (next.seconds - last.seconds) / (next.at - last.at) * 100_000);
    last = next;
  }
  return most;
}

/** The most attempts within one second. */
export function peakPerSecond(attempts: number[]): number {
  const sorted = attempts.toSorted((a, b) => a - b);
  let peak = 0;
  for (let from = 0, to = 0; to < sorted.length; to++) {
    while (sorted[to] - sorted[from] >= 1000) from++;
    peak = Math.max(peak, to - from + 1);
  }
  return peak;
}

const latest = (times: number[]) => times.reduce((last, time) => Math.max(last, time), 0);

/** The rows in which a server goes away under its clients and comes back. */
export const restartRows: readonly ServerRow[] = ([
  ["restart_deaf", 2000, "clients that wait 3 s", "SIGKILL", false],
  ["restart_kill", 2000, "kill -9, clients told", "SIGKILL", true],
  ["restart_drain", 2000, "drained, clients told", "SIGTERM", true],
  ["restart_10k", 10_000, "kill -9, clients told", "SIGKILL", true],
] as const).map(([name, clients, clientsDo, signal, obedient]) =>
  restartRow({ name, clients, clientsDo, signal, obedient })
);
