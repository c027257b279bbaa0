import { assertEquals } from "@std/assert";
import { loneDateIn, monthsCovered, rangesIn } from "@/lib/resume/reading/dates.ts";

const NOW = new Date("2025-06-15T00:00:00Z");

const RANGES: [string, string, number][] = [
  ["Mar 2021 - Present", "Mar 2021 - Present", 52],
  ["Baker, 2011 – 2014", "2011 – 2014", 36],
  ["03/2022 - 12/2022", "03/2022 - 12/2022", 10],
  ["01.03.2020 bis 31.08.2020", "01.03.2020 bis 31.08.2020", 6],
  ["2019-05 to 2020-04", "2019-05 to 2020-04", 12],
  ["Sept. 2018 — Aug. 2019", "Sept. 2018 — Aug. 2019", 12],
  ["Jan - Mar 2020", "Jan - Mar 2020", 3],
  ["Jun '19 - Jul '19", "Jun '19 - Jul '19", 2],
  ["März 2020 – heute", "März 2020 – heute", 64],
  ["janvier 2020 à décembre 2020", "janvier 2020 à décembre 2020", 12],
  ["enero de 2020 - diciembre de 2020", "enero de 2020 - diciembre de 2020", 12],
  ["gennaio 2020 - oggi", "gennaio 2020 - oggi", 66],
  ["janeiro 2020 até março 2020", "janeiro 2020 até março 2020", 3],
  ["styczeń 2020 - obecnie", "styczeń 2020 - obecnie", 66],
  ["from 2015 to 2018", "2015 to 2018", 36],
  ["March 5, 2020 - April 9, 2020", "March 5, 2020 - April 9, 2020", 2],
  ["2020 - 2020", "2020 - 2020", 6],
  ["2014 - 2011", "2014 - 2011", 0],
];

for (const [line, text, months] of RANGES) {
  Deno.test(`rangesIn reads "${line}"`, () => {
    const [range] = rangesIn(line, NOW);
    assertEquals([range.text, range.end - range.start], [text, months]);
  });
}

for (
  const line of [
    "call 555-2019",
    "founded in 2010, sold 2012",
    "version 2.2011 - 3",
    "200% - 2002",
  ]
) {
  Deno.test(`rangesIn finds no range in "${line}"`, () => assertEquals(rangesIn(line, NOW), []));
}

Deno.test("rangesIn finds several ranges in a line", () => {
  const line = "Cook (2010 - 2012), Chef (2012 - 2016)";
  assertEquals(rangesIn(line, NOW).map(({ text }) => text), ["2010 - 2012", "2012 - 2016"]);
});

Deno.test("rangesIn ends what lies ahead now", () => {
  const [range] = rangesIn("Jan 2025 - Dec 2027", NOW);
  assertEquals(range.end - range.start, 6);
});

Deno.test("rangesIn is empty without a valid now", () => {
  assertEquals(rangesIn("Mar 2021 - Present", new Date(NaN)), []);
});

Deno.test("loneDateIn reads a date at the end of a title", () => {
  assertEquals(loneDateIn("Curator · May 2019", NOW)?.text, "May 2019");
  assertEquals(loneDateIn("Curator (2019)", NOW)?.text, "2019");
  assertEquals(loneDateIn("Sold for $2019", NOW), undefined);
  assertEquals(loneDateIn("2019 was a good year", NOW), undefined);
});

Deno.test("monthsCovered counts overlaps once", () => {
  assertEquals(
    monthsCovered([{ start: 0, end: 12 }, { start: 6, end: 18 }, { start: 24, end: 30 }]),
    24,
  );
  assertEquals(monthsCovered([{ start: 0, end: 24 }, { start: 6, end: 12 }]), 24);
  assertEquals(monthsCovered([]), 0);
});
