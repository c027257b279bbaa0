import { assertEquals } from "@std/assert";
import { Report } from "@/bench/report/report.ts";
import { setbacks } from "@/bench/report/targets.ts";

function reportOf(bare: number, ours: number): Report {
  const report = new Report();
  report.add("burst", "bare", { measures: { "events/s": bare }, faults: 0 });
  report.add("burst", "ours", { measures: { "events/s": ours }, faults: 0 });
  return report;
}

Deno.test("a ratio is a setback from a third below what is asked for", () => {
  assertEquals(setbacks(reportOf(100, 270)), []);
  assertEquals(setbacks(reportOf(100, 260)).map(({ value }) => value), [2.6]);
});

Deno.test("a peer that did not run sets nothing back", () => {
  const report = new Report();
  report.add("burst", "ours", { measures: { "events/s": 1 }, faults: 0 });
  assertEquals(setbacks(report), []);
});
