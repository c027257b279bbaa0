import { assertEquals } from "@std/assert";
import { yearsIn } from "@/lib/resume/text/years.ts";

const CASES: [string, number[]][] = [
  ["5+ years of experience", [5]],
  ["at least three (3) years", [3]],
  ["3-5 years in sales", [3]],
  ["18 months as a cook", [1.5]],
  ["a year as a cook, two years as a chef", [1, 2]],
  ["mindestens 4 Jahre Erfahrung", [4]],
  ["10 ans d'expérience", [10]],
  ["one-year contract", [1]],
  ["in the year 2019", []],
  ["1999 years ago", []],
  ["99 years", []],
];

for (const [text, years] of CASES) {
  Deno.test(`yearsIn reads "${text}"`, () => {
    assertEquals(yearsIn(text).map((found) => found.years), years);
  });
}
