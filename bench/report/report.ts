import type { Outcome } from "@/bench/rows/row.ts";

/** The results of all runs: row, then peer, then run. */
export class Report {
  readonly #outcomes = new Map<string, Map<string, Outcome[]>>();

  /** Adds one run. */
  add(row: string, peer: string, outcome: Outcome): void {
    const peers = this.#outcomes.get(row) ?? new Map<string, Outcome[]>();
    this.#outcomes.set(row, peers);
    peers.set(peer, [...peers.get(peer) ?? [], outcome]);
  }

  /** The median of a measure over a peer's runs; undefined where there was none. */
  median(row: string, peer: string, label: string): number | undefined {
    const values = this.#runs(row, peer).map((run) => run.measures[label])
      .filter((value) => value !== undefined).sort((a, b) => a - b);
    return values.length ? values[Math.floor(values.length / 2)] : undefined;
  }

  /** The labels that a row has; some peers may lack some. */
  labels(row: string): string[] {
    const peers = [...this.#outcomes.get(row)?.values() ?? []];
    return [...new Set(peers.flatMap(([first]) => Object.keys(first.measures)))];
  }

  /** Faults of a peer over all its runs of a row. */
  faults(row: string, peer: string): number {
    return this.#runs(row, peer).reduce((sum, run) => sum + run.faults, 0);
  }

  /** Events published in a peer's runs of all rows, and those that came back after a kill -9. */
  replayed(peer: string): { published: number; replayed: number } {
    const total = { published: 0, replayed: 0 };
    for (const row of this.#outcomes.keys()) {
      for (const run of this.#runs(row, peer)) {
        total.published += run.published ?? 0;
        total.replayed += run.replayed ?? 0;
      }
    }
    return total;
  }

  /** Every run, for a machine to read. */
  toJSON(): unknown {
    return Object.fromEntries(
      [...this.#outcomes].map(([row, peers]) => [row, Object.fromEntries(peers)]),
    );
  }

  #runs(row: string, peer: string): Outcome[] {
    return this.#outcomes.get(row)?.get(peer) ?? [];
  }
}
