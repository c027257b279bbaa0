/**
 * Measures the event stream beside others: `deno task bench`. Each peer runs in a process of its
 * own, the load comes from this one.
 *
 *     deno task bench --row burst --peer ours --peer nchan --json out.json --plots docs/images
 *
 * It fails where events were lost or a ratio to a peer is a third worse than it was; with `--quick`
 * each row is run once, and again where it seems so.
 */
import { parseArgs } from "node:util";
import { freePort } from "@/testing/server_process.ts";
import { fanOut } from "@/bench/load/fan_out.ts";
import { type Peer, PEERS, ROOT } from "@/bench/peers/peer.ts";
import { PeerProcess } from "@/bench/peers/peer_process.ts";
import { writePlots } from "@/bench/report/plots.ts";
import { Report } from "@/bench/report/report.ts";
import type { Outcome, Row } from "@/bench/rows/row.ts";
import { setbacks } from "@/bench/report/targets.ts";
import { ROWS } from "@/bench/rows.ts";
import { table } from "@/bench/report/table.ts";

/** What brings a peer's code up to speed before it is measured. */
const WARM_UP = { topics: 1, streamsPerTopic: 200, events: 100, rate: 0, replay: false };

/** For what a server still does after its start; ours starts its sandboxes. */
const SETTLE_MS = 2000;

/** One run of a row; undefined where the peer has no part in it. */
async function runOnce(row: Row, peer: Peer, quick: boolean): Promise<Outcome | undefined> {
  if ("runHere" in row) {
    return row.peers.includes(peer.name) ? await row.runHere(peer.name, quick) : undefined;
  }
  if (row.peers && !row.peers.includes(peer.name)) return undefined;
  await using server = await PeerProcess.start(peer, freePort());
  await fanOut(server, WARM_UP);
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  return await row.run(server, quick);
}

/** The peers that can run here; says which can't. */
async function installed(peers: Peer[]): Promise<Peer[]> {
  const found: Peer[] = [];
  for (const peer of peers) {
    const missing = await peer.missing?.();
    if (missing) console.error(`${peer.name} is left out: ${missing}`);
    else found.push(peer);
  }
  return found;
}

async function build(): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "build"],
    cwd: ROOT,
  }).output();
  if (!success) throw new Error(`Cannot build: ${new TextDecoder().decode(stderr)}`);
}

/** Figures mean something on a machine that does nothing else. */
function warnOfLoad(): void {
  const [load] = Deno.loadavg();
  if (load > 0.5) console.error(`Other programs disturb: the load average is ${load.toFixed(1)}`);
}

/** Those of a list whose names begin with one of the filters; all where there is none. */
function chosen<T extends { name: string }>(all: readonly T[], filters: string[] = []): T[] {
  return all.filter(({ name }) => !filters.length || filters.some((each) => name.startsWith(each)));
}

/** Runs a row with every peer so many times. */
async function runRow(report: Report, row: Row, peers: Peer[], times: number, quick: boolean) {
  for (let run = 0; run < times; run++) {
    for (const peer of peers) {
      const outcome = await runOnce(row, peer, quick);
      if (!outcome) continue;
      report.add(row.name, peer.name, outcome);
      console.error(row.name, peer.name, JSON.stringify(outcome));
    }
  }
}

/** One run of each row, and two more of those that seem to have fallen back: then it is no chance. */
async function runQuickly(report: Report, rows: Row[], peers: Peer[]): Promise<void> {
  for (const row of rows) await runRow(report, row, peers, 1, true);
  const doubtful = new Set(setbacks(report).map(({ target }) => target.row));
  for (const row of rows.filter(({ name }) => doubtful.has(name))) {
    await runRow(report, row, peers, 2, true);
  }
}

/** The paced rows once more with nothing else on the processors' minds, where that is allowed. */
async function runInRealTime(rows: Row[], peers: Peer[]): Promise<void> {
  const paced = rows.filter(({ name }) => name.startsWith("steady")).flatMap((
    row,
  ) => ["--row", row.name]);
  const chrt = (args: string[]) => new Deno.Command("chrt", { args: ["--rr", "5", ...args] });
  const allowed = await chrt(["true"]).output().then(({ success }) => success, () => false);
  if (!allowed || paced.length === 0) return;
  console.log("\nAt real-time priority (chrt --rr 5):\n");
  const among = peers.flatMap((peer) => ["--peer", peer.name]);
  const args = ["run", "-A", import.meta.filename!, "--once-at-priority", ...paced, ...among];
  await chrt([Deno.execPath(), ...args]).spawn().status;
}

/** What a quick run fails for: events lost, and ratios far from what they were. */
function complaints(report: Report, rows: Row[]): string[] {
  const lost = rows.filter(({ name }) => report.faults(name, "ours") > 0)
    .map(({ name }) =>
      `${name}: ${report.faults(name, "ours")} events lost, doubled or disordered`
    );
  const { published, replayed } = report.replayed("ours");
  if (replayed < published) lost.push(`${published - replayed} events didn't come back`);
  return lost.concat(
    setbacks(report).map(({ target, value }) => {
      return `${target.row}, ${target.label}: ${
        value.toFixed(2)
      } × ${target.against}, a third worse than it was`;
    }),
  );
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    args: Deno.args,
    options: {
      row: { type: "string", multiple: true },
      peer: { type: "string", multiple: true },
      quick: { type: "boolean", default: false },
      "once-at-priority": { type: "boolean", default: false },
      json: { type: "string" },
      plots: { type: "string" },
    },
  });
  const inRealTime = values["once-at-priority"];
  const rows = chosen(ROWS, values.row);
  const peers = await installed(chosen(PEERS, values.peer));
  if (!inRealTime && peers.some((peer) => peer.name === "ours")) await build();
  if (!inRealTime) warnOfLoad();
  const report = new Report();
  try {
    if (values.quick) await runQuickly(report, rows, peers);
    else for (const row of rows) await runRow(report, row, peers, row.repeats, false);
  } finally {
    // What took an hour isn't lost by its last minute.
    console.log(table(report, rows, peers));
    if (values.json) await Deno.writeTextFile(values.json, JSON.stringify(report, null, 2));
    if (values.plots) await writePlots(report, peers, values.plots);
  }
  if (!values.quick && !inRealTime) await runInRealTime(rows, peers);
  const found = complaints(report, rows);
  for (const each of found) console.error(each);
  if (found.length > 0) Deno.exitCode = 1;
}

if (import.meta.main) await main();
