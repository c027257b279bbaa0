import { bombs } from "@/bench/screening/bombs.ts";
import { Probe } from "@/bench/load/probe.ts";
import { endsBatch, send } from "@/bench/screening/resumes.ts";
import type { Outcome, ServerRow } from "@/bench/rows/row.ts";
import { ApiClient } from "@/testing/api_client.ts";

const ROUNDS = 3;
/** Above what the slowest may take: five pages of noise are read by OCR. */
const LIMIT_MS = 300_000;

/** Whether a server answers while it is sent documents that are made to cost. */
export const hostileRow: ServerRow = {
  name: "hostile",
  title: "hostile documents, one after another",
  repeats: 1,
  peers: ["ours"],
  async run(server, quick): Promise<Outcome> {
    const made = await bombs();
    const files = Array.from({ length: quick ? 1 : ROUNDS }, () => made).flat()
      .map((file, index) => new File([file], `${index}_${file.name}`));
    const client = new ApiClient(`http://127.0.0.1:${server.port}`, "hostile");
    await using stream = await client.stream();
    using probe = new Probe(server.port);
    const sending = send(client, files);
    const [events] = await Promise.all([stream.until(endsBatch, LIMIT_MS), sending]);
    const { completed, total } = events.at(-1)!.data;
    return {
      measures: { "/healthz p99 ms": await probe.p99() },
      faults: Number(total) - Number(completed),
    };
  },
};
