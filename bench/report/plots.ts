import { join } from "node:path";
import type { Peer } from "@/bench/peers/peer.ts";
import { figure } from "@/bench/report/figure.ts";
import type { Report } from "@/bench/report/report.ts";

interface Plot {
  /** The file's name without its ending. */
  name: string;
  title: string;
  row: string;
  label: string;
}

interface Bar {
  title: string;
  value: number;
  ours: boolean;
}

const PLOTS: readonly Plot[] = [
  {
    name: "bench_burst",
    title: "A burst to 2,000 streams: events a second, more is better",
    row: "burst",
    label: "events/s",
  },
  {
    name: "bench_steady_25",
    title: "25 events a second to 2,000 streams: p99 in ms, less is better",
    row: "steady_25",
    label: "p99 ms",
  },
  {
    name: "bench_steady_100",
    title: "100 events a second to 500 streams: p99 in ms, less is better",
    row: "steady_100",
    label: "p99 ms",
  },
  {
    name: "bench_idle",
    title: "Memory of an idle stream in KiB, less is better",
    row: "open_one",
    label: "KiB per idle stream",
  },
];

const WIDTH = 720;
const LABELS_WIDTH = 170;
const FIGURES_WIDTH = 90;
const BAR_HEIGHT = 22;
const LINE_HEIGHT = 30;
const TITLE_HEIGHT = 44;

/** Writes a bar chart as SVG for each of the telling measures that a report has into a folder. */
export async function writePlots(report: Report, peers: readonly Peer[], folder: string) {
  await Deno.mkdir(folder, { recursive: true });
  for (const plot of PLOTS) {
    const bars = peers.flatMap((peer): Bar[] => {
      const value = report.median(plot.row, peer.name, plot.label);
      return value === undefined ? [] : [{ title: peer.title, value, ours: peer.name === "ours" }];
    });
    if (bars.length === 0) continue;
    await Deno.writeTextFile(join(folder, `${plot.name}.svg`), barChart(plot.title, bars));
  }
}

/** Horizontal bars from zero, each with its figure; readable on light and dark pages. */
export function barChart(title: string, bars: readonly Bar[]): string {
  const most = Math.max(...bars.map((bar) => bar.value));
  const scale = (WIDTH - LABELS_WIDTH - FIGURES_WIDTH) / most;
  const height = TITLE_HEIGHT + bars.length * LINE_HEIGHT + 10;
  const lines = bars.map((bar, at) => {
    const top = TITLE_HEIGHT + at * LINE_HEIGHT;
    const length = Math.max(1, Math.round(bar.value * scale));
    const middle = top + BAR_HEIGHT / 2 + 5;
    return `<text x="${LABELS_WIDTH - 10}" y="${middle}" text-anchor="end">${xml(bar.title)}</text>
<rect x="${LABELS_WIDTH}" y="${top}" width="${length}" height="${BAR_HEIGHT}" fill="${
      bar.ours ? "#0f766e" : "#94a3b8"
    }"/>
<text x="${LABELS_WIDTH + length + 8}" y="${middle}">${figure(bar.value)}</text>`;
  });
  const said = `${title}: ${bars.map((bar) => `${bar.title} ${figure(bar.value)}`).join(", ")}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" font-family="system-ui, sans-serif" font-size="14" fill="#0f172a">
<title>${xml(said)}</title>
<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>
<text x="16" y="26" font-size="16" font-weight="600">${xml(title)}</text>
${lines.join("\n")}
</svg>
`;
}

const xml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
