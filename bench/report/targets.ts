import type { Report } from "@/bench/report/report.ts";

/** A figure of ours that is to be at most or at least so many times another peer's. */
export interface Target {
  row: string;
  label: string;
  /** The peer that is compared with; none where the limit is a number of its own. */
  against?: string;
  atLeast?: number;
  atMost?: number;
  /** What a quiet machine reaches, where that is worse than the target. */
  reached?: number;
}

/** The targets, in the order of the rows. */
export const TARGETS: readonly Target[] = [
  { row: "burst", label: "events/s", against: "nchan", atLeast: 4 },
  { row: "burst", label: "events/s", against: "bare", atLeast: 4 },
  { row: "burst", label: "events/s", against: "better-sse", atLeast: 10 },
  { row: "burst", label: "p99 ms", atMost: 120 },
  { row: "steady_25", label: "p99 ms", against: "nchan", atMost: 2 },
  { row: "steady_25", label: "p99 ms", against: "bare", atMost: 1.5 },
  { row: "steady_100", label: "p99 ms", against: "nchan", atMost: 2 },
  { row: "steady_100", label: "p99 ms", against: "bare", atMost: 1.5, reached: 2.5 },
  ...["open_one", "open_many"].flatMap((row) => [
    { row, label: "all open ms", against: "bare", atMost: 1.2 },
    { row, label: "KiB per idle stream", against: "bare", atMost: 1.15 },
  ]),
  { row: "restart_10k", label: "all back ms", atMost: 10_000 },
  { row: "restart_10k", label: "answers that were no stream", atMost: 0 },
  { row: "gzip", label: "bytes, of plain", atMost: 0.4 },
  { row: "gzip", label: "events/s, of plain", atLeast: 0.8 },
  { row: "gzip", label: "KiB an idle stream has more", atMost: 4 },
  { row: "durable", label: "updates/s", against: "bare", atLeast: 0.7 },
  { row: "two_processes", label: "p50 ms", atMost: 200 },
  { row: "processes", label: "four users, three processes to one", atLeast: 2.2 },
  { row: "processes", label: "one user, three processes to one", atLeast: 1.8 },
  { row: "resumes", label: "files/s", against: "bare", atLeast: 1.2, reached: 0.32 },
  { row: "mixed", label: "p99 ratio", atMost: 1.5 },
  { row: "mixed", label: "/healthz p99 ms", atMost: 50 },
  { row: "hostile", label: "/healthz p99 ms", atMost: 50 },
];

/** How much worse than reached a ratio may be in a quick run. */
const SLACK = 1.5;

/** What a report says of a target; undefined where one of the two peers did not run. */
export function judge(report: Report, target: Target): { value: number; met: boolean } | undefined {
  const ours = report.median(target.row, "ours", target.label);
  const other = target.against ? report.median(target.row, target.against, target.label) : 1;
  if (ours === undefined || other === undefined) return undefined;
  const value = ours / other;
  return {
    value,
    met: value >= (target.atLeast ?? -Infinity) && value <= (target.atMost ?? Infinity),
  };
}

/** Targets whose ratio to another peer is far worse than it was, with what it is. */
export function setbacks(report: Report): { target: Target; value: number }[] {
  return TARGETS.flatMap((target) => {
    const value = target.against ? judge(report, target)?.value : undefined;
    if (value === undefined) return [];
    const reached = target.reached ?? target.atLeast ?? target.atMost!;
    const worse = target.atLeast ? value < reached / SLACK : value > reached * SLACK;
    return worse ? [{ target, value }] : [];
  });
}
