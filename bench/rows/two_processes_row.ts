import { TwoProcesses } from "@/tests/stream/delivery/two_processes.ts";
import type { LocalRow } from "@/bench/rows/row.ts";

/** More than the 200 watches that a remote handle takes. */
const USERS = 300;

/** From the answer to an update in one process to its event in a stream of another. */
export const twoProcessesRow: LocalRow = {
  name: "two_processes",
  title: `update in one process, stream in another, ${USERS} users, one KV Connect database`,
  repeats: 3,
  peers: ["ours"],
  async runHere(_, quick) {
    await using processes = await TwoProcesses.start(USERS);
    const { writers, streams } = processes;
    const delays: number[] = [];
    let faults = 0;
    for (const [at, writer] of writers.entries()) {
      if (quick && at % 2) continue;
      const [event, answered] = await Promise.all([
        streams[at].one(),
        writer.publish({ n: at }).then(() => performance.now()),
      ]);
      if (event.data.n !== at) faults++;
      delays.push(event.at - answered);
    }
    delays.sort((a, b) => a - b);
    const quantile = (share: number) => delays[Math.floor(share * (delays.length - 1))];
    return { measures: { "p50 ms": quantile(0.5), "p99 ms": quantile(0.99) }, faults };
  },
};
