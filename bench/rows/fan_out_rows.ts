import { type FanOut, fanOut, type FanOutResult } from "@/bench/load/fan_out.ts";
import type { Outcome, ServerRow } from "@/bench/rows/row.ts";

interface FanOutRow {
  name: string;
  title: string;
  load: FanOut;
  /** All that stream from memory unless given. */
  peers?: string[];
  measure: (result: FanOutResult) => Record<string, number>;
}

const delays = ({ delivery }: FanOutResult) => ({
  "p50 ms": delivery.quantile(0.5),
  "p99 ms": delivery.quantile(0.99),
});

/** Seconds that a paced row lasts. */
const PACED_SECONDS = 5;

function fanOutRow({ name, title, load, peers, measure }: FanOutRow): ServerRow {
  return {
    name,
    title,
    peers: peers ?? FROM_MEMORY,
    repeats: 3,
    async run(server, quick): Promise<Outcome> {
      const events = quick && load.rate > 0 ? Math.ceil(load.events / 2) : load.events;
      const result = await fanOut(server, { ...load, events });
      const { faults, replayed } = result;
      const published = replayed === undefined ? undefined : events;
      return { measures: measure(result), faults, published, replayed };
    },
  };
}

const FROM_MEMORY = ["bare", "better-sse", "hono", "nchan", "durable-streams", "ours"];

/** The rows in which events go out to open streams. */
export const fanOutRows: readonly ServerRow[] = [
  fanOutRow({
    name: "burst",
    title: "burst: 100 events back to back, 2,000 streams of one user",
    load: { topics: 1, streamsPerTopic: 2000, events: 100, rate: 0 },
    measure: (result) => ({
      "events/s": result.delivery.perSecond,
      "p99 ms": result.delivery.quantile(0.99),
    }),
  }),
  fanOutRow({
    name: "steady_25",
    title: "steady: 25 events/s, 2,000 streams of one user",
    peers: [...FROM_MEMORY, "bare-commit"],
    load: { topics: 1, streamsPerTopic: 2000, events: 25 * PACED_SECONDS, rate: 25 },
    measure: delays,
  }),
  fanOutRow({
    name: "steady_100",
    title: "steady: 100 events/s, 500 streams of one user",
    peers: [...FROM_MEMORY, "bare-commit"],
    load: { topics: 1, streamsPerTopic: 500, events: 100 * PACED_SECONDS, rate: 100 },
    measure: delays,
  }),
  fanOutRow({
    name: "users",
    title: "1,000 users with 2 streams each, 400 events/s in all",
    load: {
      topics: 1000,
      streamsPerTopic: 2,
      events: 400 * PACED_SECONDS,
      rate: 400,
      connections: 8,
    },
    measure: delays,
  }),
  fanOutRow({
    name: "append",
    title: "appends, one after another, each seen by one stream",
    peers: [...FROM_MEMORY, "durable-files"],
    load: { topics: 1, streamsPerTopic: 1, events: 100, rate: 0 },
    measure: (result) => ({ "appends/s": result.delivery.perSecond }),
  }),
];
