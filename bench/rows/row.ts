import type { PeerProcess } from "@/bench/peers/peer_process.ts";

/** What one run of a row found. */
export interface Outcome {
  /** By label, as the table shows them; labels end in their unit. */
  measures: Record<string, number>;
  /** Events lost, doubled or out of order. */
  faults: number;
  /** Events that were published and, of those, that came back after a kill -9. */
  published?: number;
  replayed?: number;
}

interface NamedRow {
  /** Short name, as `--row` takes it. */
  name: string;
  title: string;
  /** How often each peer runs it; the table has the median. */
  repeats: number;
}

/** A load on a server, and what is measured under it. */
export interface ServerRow extends NamedRow {
  /** Those that take part; all unless given. */
  peers?: string[];
  run(server: PeerProcess, quick: boolean): Promise<Outcome>;
}

/** A row without servers: some peers' part of it runs in this process. */
export interface LocalRow extends NamedRow {
  peers: string[];
  runHere(peer: string, quick: boolean): Promise<Outcome>;
}

/** One row of the benchmark. */
export type Row = ServerRow | LocalRow;
