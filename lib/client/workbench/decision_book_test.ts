import { assertEquals } from "@std/assert";
import { DecisionBook } from "@/lib/client/workbench/decision_book.ts";
import type { Decision, DecisionEvent, DecisionName } from "@/lib/wire/review/decision.ts";

function decisionOf(decision: DecisionName | null, version: number, note = "Call"): Decision {
  const at = `2026-01-01T00:00:0${version}.000Z`;
  const rest = { reason: null, criteria_version: null, score: 50 };
  return { decision, note, by: "ann", at, version, ...rest };
}

function eventOf(decision: DecisionName | null, version: number): DecisionEvent {
  return { batch_id: "B", file_id: "f", decision, by: "bob", at: decisionOf(null, version).at };
}

Deno.test("DecisionBook keeps the latest, in whatever order it is told", () => {
  const orders: ((book: DecisionBook) => void)[][] = [
    [
      (book) => book.take("f", decisionOf("hold", 1)),
      (book) => book.take("f", decisionOf("reject", 2)),
    ],
    [
      (book) => book.take("f", decisionOf("reject", 2)),
      (book) => book.take("f", decisionOf("hold", 1)),
    ],
    [
      (book) => book.take("f", decisionOf("hold", 1)),
      (book) => book.takeEvents([eventOf("reject", 2)]),
      (book) => book.take("f", decisionOf("reject", 2)),
      (book) => book.takeEvents([eventOf("hold", 1)]),
    ],
  ];
  for (const tellings of orders) {
    const book = new DecisionBook();
    for (const tell of tellings) tell(book);
    assertEquals(book.standing("f"), { decision: decisionOf("reject", 2), whole: true });
  }
});

Deno.test("DecisionBook counts versions by events, and knows that their notes are missing", () => {
  const book = new DecisionBook();
  book.take("f", decisionOf("hold", 3));
  const news = book.takeEvents([eventOf("hold", 3), eventOf("reject", 4), eventOf(null, 5)]);
  assertEquals(news.map(({ decision }) => decision), ["reject", null]);
  assertEquals([book.version("f"), book.standing("f")?.whole, book.shown("f")?.decision], [
    5,
    false,
    null,
  ]);
});

Deno.test("DecisionBook shows what is on its way, and what stands once that has failed", () => {
  const book = new DecisionBook();
  book.take("f", decisionOf("hold", 1));
  book.begin(new Map([["f", { decision: "reject", reason: "Far" }]]));
  assertEquals([book.shown("f")?.decision, book.isPending("f")], ["reject", true]);
  // The event of its own change is no news.
  assertEquals(book.takeEvents([eventOf("reject", 2)]), []);
  book.end(["f"]);
  assertEquals([book.shown("f")?.decision, book.isPending("f"), book.version("f")], [
    "reject",
    false,
    2,
  ]);
});

Deno.test("DecisionBook says what stood before, to be put back", () => {
  const book = new DecisionBook();
  assertEquals([book.version("f"), book.before("f")], [
    0,
    { decision: null, reason: null, note: null },
  ]);
  book.take("f", decisionOf("hold", 1, "Ring"));
  assertEquals(book.before("f"), { decision: "hold", reason: null, note: "Ring" });
});
