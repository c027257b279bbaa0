import { assertEquals } from "@std/assert";
import { relationWords } from "@/lib/client/results/relation_words.ts";
import type { Result } from "@/lib/wire/result.ts";

const KNOWN = new Map(
  ["a", "b", "c", "d"].map((id) => [id, { name: `${id}.pdf` }]),
);

const CASES: [duplicateOf: string | null, samePerson: string[], words: string[]][] = [
  [null, [], []],
  ["a", [], ["Same text as a.pdf"]],
  ["a", ["a"], ["Same text as a.pdf"]],
  ["x", [], ["Same text as an earlier file"]],
  [null, ["b"], ["Same person as b.pdf"]],
  [null, ["b", "c"], ["Same person as b.pdf and c.pdf"]],
  ["a", ["a", "b", "c", "d", "x"], [
    "Same text as a.pdf",
    "Same person as b.pdf, c.pdf, d.pdf and 1 more",
  ]],
  [null, ["x", "y"], ["Same person as 2 other files"]],
];

Deno.test("relationWords names the files that a result belongs with", () => {
  for (const [duplicate_of, same_person, words] of CASES) {
    const result = { duplicate_of, same_person } as Result;
    assertEquals(relationWords(result, KNOWN), words);
  }
});
