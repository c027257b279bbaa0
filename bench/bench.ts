/**
 * Measures the event stream beside others: `deno task bench`. Each peer runs in a process of its
 * own, the load comes from this one.
 *
 *     deno task bench --row burst --peer ours --peer nchan --quick --json out.json
 */
import { parseArgs } from "node:util";
import { fanOut } from "./fan_out.ts";
import { type Peer, PEERS, ROOT } from "./peer.ts";
import { PeerProcess } from "./peer_process.ts";
import { Report } from "./report.ts";
import type { Outcome, Row } from "./row.ts";
import { ROWS } from "./rows.ts";
import { table } from "./table.ts";

/** The first of the ports that the peers take, one each. */
const PORT = 8130;

/** What brings a peer's code up to speed before it is measured. */
const WARM_UP = { topics: 1, streamsPerTopic: 200, events: 100, rate: 0 };

async function runOnce(row: Row, peer: Peer, quick: boolean): Promise<Outcome | undefined> {
  await using server = await PeerProcess.start(peer, PORT + PEERS.indexOf(peer));
  if (!server) return undefined;
  await fanOut(server, { ...WARM_UP, replay: false });
  return await row.run(server, quick);
}

async function build(): Promise<void> {
  const { success, stderr } = await new Deno.Command("deno", {
    args: ["task", "build"],
    cwd: ROOT,
  }).output();
  if (!success) throw new Error(`Cannot build: ${new TextDecoder().decode(stderr)}`);
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
  const [rows, peers] = [chosen(ROWS, values.row), chosen(PEERS, values.peer)];
  if (peers.some((peer) => peer.name === "ours")) await build();
  const report = new Report();
  const missing = new Set<Peer>();
  for (const row of rows) {
    for (let run = 0; run < (values.quick ? 1 : row.repeats); run++) {
      for (const peer of peers.filter((each) => !missing.has(each))) {
        const outcome = await runOnce(row, peer, values.quick);
        if (outcome) report.add(row.name, peer.name, outcome);
        else missing.add(peer);
        console.error(row.name, run + 1, peer.name, outcome ?? "is not installed here: left out");
      }
    }
  }
  console.log(table(report, rows, peers.filter((peer) => !missing.has(peer))));
  if (values.json) await Deno.writeTextFile(values.json, JSON.stringify(report, null, 2));
}

if (import.meta.main) await main();
