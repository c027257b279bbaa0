import { assertEquals } from "@std/assert";
import { relationWords } from "@/lib/client/results/relation_words.ts";
import type { Result } from "@/lib/wire/result.ts";

const KNOWN = new Map(
  ["a", "b", "c", "d"].map((id, i) => [id, { name: `${id}.pdf`, rank: i + 1 }]),
);

const CASES: [duplicateOf: string | null, samePerson: string[], blind: boolean, words: string[]][] =
  [
    [null, [], false, []],
    ["a", [], false, ["Same text as a.pdf"]],
    ["a", ["a"], true, ["Same text as Candidate 1"]],
    ["x", [], false, ["Same text as an earlier file"]],
    [null, ["b"], false, ["Same person as b.pdf"]],
    [null, ["b", "c"], true, ["Same person as Candidate 2 and Candidate 3"]],
    ["a", ["a", "b", "c", "d", "x"], false, [
      "Same text as a.pdf",
      "Same person as b.pdf, c.pdf, d.pdf and 1 more",
    ]],
    [null, ["x", "y"], false, ["Same person as 2 other files"]],
  ];

Deno.test("relationWords names the files that a result belongs with", () => {
  for (const [duplicate_of, same_person, blind, words] of CASES) {
    const result = { duplicate_of, same_person } as Result;
    assertEquals(relationWords(result, KNOWN, blind), words);
  }
});
