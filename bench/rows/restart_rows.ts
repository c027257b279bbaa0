import { now } from "@/bench/load/delivery.ts";
import { ReturningClient, type Returns } from "@/bench/load/returning_client.ts";
import type { Outcome, ServerRow } from "@/bench/rows/row.ts";

const CLIENTS = 2000;
/** How long the server is away, as in an update. */
const AWAY_MS = 1000;
/** By then all are back, or something is wrong. */
const ALL_BACK_MS = 60_000;

function restartRow(
  { name, title, signal, obedient }: {
    name: string;
    title: string;
    signal: Deno.Signal;
    obedient: boolean;
  },
): ServerRow {
  return {
    name,
    title: `${CLIENTS.toLocaleString("en")} streams over a restart, ${title}`,
    repeats: 1,
    peers: ["bare", "ours"],
    async run(server): Promise<Outcome> {
      const stop = new AbortController();
      const returns: Returns = { attempts: [], back: [] };
      const running: Promise<void>[] = [];
      const opened = Array.from({ length: CLIENTS }, (_, at) => {
        const { promise, resolve } = Promise.withResolvers<void>();
        const path = server.peer.streamPath(`restart${at % 500}`);
        const client = new ReturningClient({
          port: server.port,
          path,
          obedient,
          returns,
          stop: stop.signal,
        });
        running.push(client.run(resolve));
        return promise;
      });
      await Promise.all(opened);
      await server.restart(signal, AWAY_MS);
      const started = now();
      while (returns.back.length < CLIENTS && now() - started < ALL_BACK_MS) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      stop.abort();
      await Promise.all(running);
      return {
        measures: {
          "peak connects/s": peakPerSecond(returns.attempts),
          "all back ms": Math.max(...returns.back) - started,
        },
        faults: CLIENTS - returns.back.length,
      };
    },
  };
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

/** The rows in which a server goes away under its clients and comes back. */
export const restartRows: readonly ServerRow[] = [
  { name: "restart_deaf", title: "clients that wait 3 s", signal: "SIGKILL", obedient: false },
  { name: "restart_kill", title: "kill -9, clients told", signal: "SIGKILL", obedient: true },
  { name: "restart_drain", title: "drained, clients told", signal: "SIGTERM", obedient: true },
].map((each) => restartRow(each as Parameters<typeof restartRow>[0]));
