import { openStreams } from "@/bench/load/fan_out.ts";
import type { Outcome, ServerRow } from "@/bench/rows/row.ts";

/** How long idle streams are left alone before the memory is read. */
const SETTLE_MS = 3000;

function openRow(name: string, users: number, streamsPerUser: number): ServerRow {
  const topics = Array.from({ length: users }, (_, at) => `open${at}`);
  const streams = users * streamsPerUser;
  return {
    name,
    title: users === 1
      ? `${streams.toLocaleString("en")} streams opened at once, one user`
      : `${streams.toLocaleString("en")} streams opened at once, ${
        users.toLocaleString("en")
      } users`,
    peers: ["bare", "better-sse", "hono", "nchan", "ours"],
    repeats: 3,
    async run(server): Promise<Outcome> {
      const before = await server.residentBytes();
      const started = performance.now();
      const open = await openStreams(server, topics, streamsPerUser, { bufferBytes: 1024 });
      const milliseconds = performance.now() - started;
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      const kibibytes = (await server.residentBytes() - before) / streams / 1024;
      for (const stream of open) stream[Symbol.dispose]();
      return {
        measures: { "all open ms": milliseconds, "KiB per idle stream": kibibytes },
        faults: 0,
      };
    },
  };
}

/** The rows in which thousands of clients come back at the same moment. */
export const openRows: readonly ServerRow[] = [
  openRow("open_one", 1, 9000),
  openRow("open_many", 4500, 2),
];
