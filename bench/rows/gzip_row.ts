import { freePort } from "@/testing/server_process.ts";
import { type FanOut, fanOut, openStreams } from "@/bench/load/fan_out.ts";
import { ours } from "@/bench/peers/peer.ts";
import { PeerProcess } from "@/bench/peers/peer_process.ts";
import type { LocalRow, Outcome } from "@/bench/rows/row.ts";

const STREAMS = 500;
/** Enough that what one of them takes stands out of what a process takes and gives back. */
const IDLE_STREAMS = 4000;
/** How long idle streams are left alone before the memory is read. */
const SETTLE_MS = 3000;

const WARM_UP: FanOut = {
  topics: 1,
  streamsPerTopic: 200,
  events: 100,
  rate: 0,
  payloadBytes: 2000,
  replay: false,
};

/** The same load on compressed streams and on plain ones, each on a server of its own. */
export const gzipRow: LocalRow = {
  name: "gzip",
  title:
    `compressed streams: a burst of 200 events of 2 KB to ${STREAMS} streams, beside plain ones`,
  repeats: 3,
  peers: ["ours"],
  async runHere(_, quick): Promise<Outcome> {
    const plain = await measured(false, quick);
    const gzip = await measured(true, quick);
    return {
      measures: {
        "bytes, of plain": gzip.bytes / plain.bytes,
        "events/s, of plain": gzip.perSecond / plain.perSecond,
        "KiB an idle stream has more": gzip.kibibytes - plain.kibibytes,
      },
      faults: gzip.faults + plain.faults,
    };
  },
};

async function measured(gzip: boolean, quick: boolean) {
  await using server = await PeerProcess.start(ours, freePort());
  await fanOut(server, { ...WARM_UP, gzip });
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const before = await server.residentBytes();
  const idle = await openStreams(server, ["idle"], IDLE_STREAMS, { bufferBytes: 1024, gzip });
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const kibibytes = (await server.residentBytes() - before) / IDLE_STREAMS / 1024;
  for (const stream of idle) stream[Symbol.dispose]();
  const events = quick ? 100 : 200;
  const load = { ...WARM_UP, streamsPerTopic: STREAMS, events, gzip };
  const { delivery, faults, bytes } = await fanOut(server, load);
  return { kibibytes, perSecond: delivery.perSecond, bytes, faults };
}
