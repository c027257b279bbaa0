import { assertEquals } from "@std/assert";
import {
  type BenchView,
  formatView,
  parseView,
  WHOLE_VIEW,
} from "@/lib/client/workbench/bench_view.ts";

const VIEWS: [view: Partial<BenchView>, query: string][] = [
  [{}, ""],
  [{ words: "c++ & sql" }, "?q=c%2B%2B+%26+sql"],
  [{ decisions: ["hold", "none"] }, "?decision=hold,none"],
  [{ marks: ["failed", "scan"] }, "?state=failed,scan"],
  [{ mustHaves: true }, "?must=all"],
  [{ requirements: new Map([[2, "yes"], [13, "no"]]) }, "?met=2.yes,13.no"],
  [{ sort: { by: "name", down: false } }, "?sort=name"],
  [{ sort: { by: "score", down: false } }, "?sort=score"],
  [{ sort: { by: 3, down: true } }, "?sort=-3"],
  [{ open: "01ABC-f" }, "?candidate=01ABC-f"],
  [{ compare: ["a", "b"] }, "?compare=a,b"],
];
for (const [view, query] of VIEWS) {
  Deno.test(`formatView and parseView turn a view into "${query}" and back`, () => {
    const whole = { ...WHOLE_VIEW, ...view };
    assertEquals(formatView(whole), query);
    assertEquals(parseView(query), whole);
  });
}

for (
  const query of [
    "?decision=fire",
    "?state=x,,",
    "?met=a.yes,1.maybe,100.yes",
    "?sort=--x",
    "?must=1",
  ]
) {
  Deno.test(`parseView leaves out what ${query} can't mean`, () => {
    assertEquals(parseView(query), WHOLE_VIEW);
  });
}

Deno.test("parseView compares four at most", () => {
  assertEquals(parseView("?compare=a,b,c,d,e").compare, ["a", "b", "c", "d"]);
});
