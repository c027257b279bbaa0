import { assertEquals, assertNotEquals } from "@std/assert";
import { stem } from "@/lib/resume/text/stems.ts";

const TOGETHER = [
  ["managed", "management", "managing", "manager"],
  ["analysis", "analyst", "analysing", "analyze"],
  ["certified", "certification"],
  ["organise", "organized", "organization"],
  ["maintenance", "maintained"],
  ["testing", "tests", "tested"],
  ["accountant", "accounting"],
  ["animals", "animal"],
  ["teacher", "teaching"],
  ["bakery", "baker", "baking"],
];

for (const words of TOGETHER) {
  Deno.test(`stem is one for ${words.join(", ")}`, () => {
    assertEquals(new Set(words.map((word) => stem(word, "en"))).size, 1);
  });
}

const APART = [
  ["java", "javascript"],
  ["physician", "physical"],
  ["c", "c++"],
  ["excel", "excellent"],
  ["excel", "excels"],
  ["swift", "swiftly"],
  ["docker", "dockers"],
  ["spring", "springs"],
  ["express", "expression"],
  ["animal", "animation"],
  ["hospital", "hospitality"],
  ["import", "important"],
  ["organic", "organization"],
  ["university", "universe"],
  ["accountant", "accountability"],
  ["engineer", "engine"],
  ["relational", "relations"],
  ["public", "publication"],
];

for (const [a, b] of APART) {
  Deno.test(`stem keeps ${a} and ${b} apart`, () => {
    assertNotEquals(stem(a, "en"), stem(b, "en"));
  });
}

Deno.test("stem knows other languages", () => {
  assertEquals(stem("Entwicklungen".toLowerCase(), "de"), stem("entwicklung", "de"));
});
