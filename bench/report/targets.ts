import type { Report } from "@/bench/report/report.ts";

/** A figure of ours that is to be at most or at least so many times another peer's. */
export interface Target {
  row: string;
  label: string;
  /** The peer that is compared with; none where the limit is a number of its own. */
  against?: string;
  atLeast?: number;
  atMost?: number;
}

/** The targets, in the order of the rows. */
export const TARGETS: readonly Target[] = [
  { row: "burst", label: "events/s", against: "nchan", atLeast: 4 },
  { row: "burst", label: "events/s", against: "bare", atLeast: 4 },
  { row: "burst", label: "events/s", against: "better-sse", atLeast: 10 },
  { row: "burst", label: "p99 ms", atMost: 120 },
  ...["steady_25", "steady_100"].flatMap((row) => [
    { row, label: "p99 ms", against: "nchan", atMost: 2 },
    { row, label: "p99 ms", against: "bare", atMost: 1.5 },
  ]),
  ...["open_one", "open_many"].flatMap((row) => [
    { row, label: "all open ms", against: "bare", atMost: 1.2 },
    { row, label: "KiB per idle stream", against: "bare", atMost: 1.15 },
  ]),
  { row: "durable", label: "updates/s", against: "bare", atLeast: 0.7 },
  { row: "two_processes", label: "p50 ms", atMost: 200 },
  { row: "resumes", label: "files/s", against: "bare", atLeast: 1.2 },
];

/** What a report says of a target; undefined where one of the two peers did not run. */
export function judge(report: Report, target: Target): { value: number; met: boolean } | undefined {
  const ours = report.median(target.row, "ours", target.label);
  const other = target.against ? report.median(target.row, target.against, target.label) : 1;
  if (ours === undefined || other === undefined) return undefined;
  const value = ours / other;
  return { value, met: value >= (target.atLeast ?? 0) && value <= (target.atMost ?? Infinity) };
}
