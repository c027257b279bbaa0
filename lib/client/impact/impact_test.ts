import { assertEquals, assertThrows } from "@std/assert";
import { GroupTableError, parseGroupTable } from "@/lib/client/impact/group_table.ts";
import { impactOf, type Screened } from "@/lib/client/impact/impact.ts";

/** `count` candidates of a group, `selected` of them chosen, scores from `score` down. */
function people(group: string, count: number, selected: number, score: number): Screened[] {
  return Array.from({ length: count }, (_, i) => ({
    file: `${group}${i}.pdf`,
    email: `${group}${i}@example.com`,
    score: score - i,
    selected: i < selected,
  }));
}

function tableOf(screened: Screened[], groups: (one: Screened) => string): string {
  return "file;sex;origin\n" + screened.map((one) => `${one.file};${groups(one)}`).join("\n");
}

Deno.test("impactOf gives selection rates and their ratios to the highest", () => {
  const screened = [...people("a", 48, 24, 90), ...people("b", 40, 12, 90)];
  const table = parseGroupTable(tableOf(screened, ({ file }) => `${file[0]};x`));
  const { characteristics: [sex], known, unknown } = impactOf(screened, table);
  assertEquals([known, unknown, sex.columns], [88, 0, ["sex"]]);
  assertEquals(
    sex.groups.map((it) => [it.group, it.candidates, it.selected, it.selectionRate]),
    [[["a"], 48, 24, 0.5], [["b"], 40, 12, 0.3]],
  );
  assertEquals(sex.groups.map((it) => it.selectionRatio), [1, 0.6]);
});

Deno.test("impactOf gives scoring rates: the share above the median of all", () => {
  const screened = [...people("a", 10, 0, 100), ...people("b", 10, 0, 95)];
  const table = parseGroupTable(tableOf(screened, ({ file }) => `${file[0]};x`));
  const { characteristics: [sex], medianScore } = impactOf(screened, table);
  assertEquals(medianScore, 93);
  assertEquals(sex.groups.map((it) => it.scoringRate), [0.7, 0.2]);
  assertEquals(sex.groups.map((it) => it.selectionRatio), [null, null]);
});

Deno.test("impactOf looks at each two characteristics together", () => {
  const screened = [...people("a", 8, 4, 90), ...people("b", 8, 1, 90)];
  const origin = (file: string) => Number(file.match(/\d+/)![0]) % 2 === 0 ? "x" : "y";
  const table = parseGroupTable(tableOf(screened, ({ file }) => `${file[0]};${origin(file)}`));
  const { characteristics } = impactOf(screened, table);
  assertEquals(characteristics.map(({ columns }) => columns), [["sex"], ["origin"], [
    "sex",
    "origin",
  ]]);
  assertEquals(
    characteristics[2].groups.map((it) => [it.group.join(), it.candidates, it.selected]),
    [["a,x", 4, 2], ["a,y", 4, 2], ["b,x", 4, 1], ["b,y", 4, 0]],
  );
});

Deno.test("impactOf takes candidates by e-mail too, and counts who isn't in the table", () => {
  const screened = people("a", 3, 1, 90);
  const table = parseGroupTable('"E-mail","Sex"\r\n"A0@Example.com "," f "\r\nA1.PDF,\r\n');
  const { known, unknown, characteristics: [sex] } = impactOf(screened, table);
  assertEquals([known, unknown], [2, 1]);
  assertEquals(sex.groups.map((it) => [it.group, it.candidates]), [[["f"], 1]]);
});

Deno.test("impactOf measures no group by one of less than a fiftieth of all", () => {
  const screened = [...people("a", 99, 33, 90), ...people("b", 1, 1, 90)];
  const table = parseGroupTable(tableOf(screened, ({ file }) => `${file[0]};x`));
  const { characteristics: [{ groups: [a, b] }] } = impactOf(screened, table);
  assertEquals([a.selectionRatio, a.isSmall, b.isSmall], [1, false, true]);
});

Deno.test("parseGroupTable says what to do about a table that it can't use", () => {
  for (const csv of ["", "file\na.pdf", "file,sex\n", "a,b,c,d,e,f,g,h\n1,2,3,4,5,6,7,8"]) {
    assertThrows(() => parseGroupTable(csv), GroupTableError);
  }
});
