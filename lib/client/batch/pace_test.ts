import { assert, assertEquals } from "@std/assert";
import { describePace, paceOf, type PaceSample, withSample } from "@/lib/client/batch/pace.ts";

const samplesOf = (...pairs: [at: number, ended: number][]) =>
  pairs.map(([at, ended]) => ({ at, ended })).reduce(withSample, [] as PaceSample[]);

Deno.test("paceOf says nothing before there is something to go by", () => {
  assertEquals(paceOf([], 10, 0), null);
  assertEquals(paceOf(samplesOf([0, 0], [9_000, 0]), 10, 9_000), null);
  assertEquals(paceOf(samplesOf([0, 0], [2_000, 50]), 10, 2_000), null);
  assertEquals(paceOf(samplesOf([0, 0], [9_000, 4]), 10, 9_000), null);
  assertEquals(paceOf(samplesOf([0, 0], [5_000, 10]), 20, 5_000), {
    filesPerSecond: 2,
    leftMs: 10_000,
  });
});

Deno.test("paceOf doesn't count the wait for the first file, nor what had ended before", () => {
  const samples = samplesOf([0, 0], [40_000, 0], [45_000, 10]);
  assertEquals(paceOf(samples, 10, 45_000)?.filesPerSecond, 2);
  assertEquals(paceOf(samplesOf([0, 500], [5_000, 510]), 10, 5_000)?.filesPerSecond, 2);
});

Deno.test("paceOf slows down where nothing ends, and ends with the window", () => {
  const samples = samplesOf([0, 0], [5_000, 10]);
  assertEquals(paceOf(samples, 10, 20_000)?.filesPerSecond, 0.5);
  assertEquals(paceOf(samples, 10, 65_001), null);
});

Deno.test("withSample begins anew where a run begins, and stays short", () => {
  assertEquals(samplesOf([0, 0], [5_000, 10], [6_000, 2]), [{ at: 6_000, ended: 2 }]);
  const many = Array.from({ length: 10_000 }, (_, i): [number, number] => [i * 40, i]);
  const samples = samplesOf(...many);
  assert(samples.length <= 130, `${samples.length} samples`);
  assertEquals(Math.round(paceOf(samples, 1, 9_999 * 40)!.filesPerSecond), 25);
});

Deno.test("describePace speaks of seconds, minutes and hours", () => {
  const cases: [rate: number, leftMs: number, words: string][] = [
    [3.6, 4_000, "4 a second, a few seconds left"],
    [1, 45_000, "1 a second, less than a minute left"],
    [0.5, 55_000, "30 a minute, about 1 min left"],
    [0.001, 600_000, "1 a minute, about 10 min left"],
    [0.01, 10_800_000, "1 a minute, about 3 h left"],
  ];
  for (const [filesPerSecond, leftMs, words] of cases) {
    assertEquals(describePace({ filesPerSecond, leftMs }), words);
  }
});
