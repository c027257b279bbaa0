import type { Peer } from "@/bench/peers/peer.ts";
import { figure } from "@/bench/report/figure.ts";
import type { Report } from "@/bench/report/report.ts";
import type { Row } from "@/bench/rows/row.ts";
import { judge, TARGETS } from "@/bench/report/targets.ts";

/** The report as Markdown: a line per measure, a column per peer, the targets at the end. */
export function table(report: Report, rows: readonly Row[], peers: readonly Peer[]): string {
  const lines = [
    line(["", ...peers.map((peer) => peer.title), "targets"]),
    line(["---", ...peers.map(() => "---:"), "---"]),
  ];
  for (const row of rows) {
    for (const label of report.labels(row.name)) {
      const values = peers.map((peer) => cell(report, row.name, peer.name, label));
      lines.push(line([`${row.title}: ${label}`, ...values, verdicts(report, row.name, label)]));
    }
  }
  const { published, replayed } = report.replayed("ours");
  if (published > 0) {
    lines.push("", `After kill -9 and restart ${replayed} of ${published} events came back.`);
  }
  return lines.join("\n");
}

function cell(report: Report, row: string, peer: string, label: string): string {
  const value = report.median(row, peer, label);
  if (value === undefined) return "–";
  const faults = report.faults(row, peer);
  return figure(value) + (faults ? ` (${faults} lost)` : "");
}

function verdicts(report: Report, row: string, label: string): string {
  return TARGETS.filter((target) => target.row === row && target.label === label).map((target) => {
    const verdict = judge(report, target);
    const limit = target.atLeast ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`;
    const text = target.against ? `${limit} × ${target.against}` : limit;
    return verdict ? `${text}: ${figure(verdict.value)} ${verdict.met ? "✓" : "✗"}` : text;
  }).join(", ");
}

const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
