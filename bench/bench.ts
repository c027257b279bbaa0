/**
 * Measures the event stream beside others: `deno task bench`. Each peer runs in a process of its
 * own, the load comes from this one.
 *
 *     deno task bench --row burst --peer ours --peer nchan --quick --json out.json
 */
import { parseArgs } from "node:util";
import { freePort } from "@/testing/server_process.ts";
import { fanOut } from "@/bench/load/fan_out.ts";
import { type Peer, PEERS, ROOT } from "@/bench/peers/peer.ts";
import { PeerProcess } from "@/bench/peers/peer_process.ts";
import { Report } from "@/bench/report/report.ts";
import type { Outcome, Row } from "@/bench/rows/row.ts";
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

async function main(): Promise<void> {
  const { values } = parseArgs({
    args: Deno.args,
    options: {
      row: { type: "string", multiple: true },
      peer: { type: "string", multiple: true },
      quick: { type: "boolean", default: false },
      json: { type: "string" },
    },
  });
  const rows = chosen(ROWS, values.row);
  const peers = await installed(chosen(PEERS, values.peer));
  if (peers.some((peer) => peer.name === "ours")) await build();
  warnOfLoad();
  const report = new Report();
  for (const row of rows) {
    for (let run = 0; run < (values.quick ? 1 : row.repeats); run++) {
      for (const peer of peers) {
        const outcome = await runOnce(row, peer, values.quick);
        if (!outcome) continue;
        report.add(row.name, peer.name, outcome);
        console.error(row.name, run + 1, peer.name, JSON.stringify(outcome));
      }
    }
  }
  console.log(table(report, rows, peers));
  if (values.json) await Deno.writeTextFile(values.json, JSON.stringify(report, null, 2));
}

if (import.meta.main) await main();
