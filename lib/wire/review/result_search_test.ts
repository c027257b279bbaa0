import { assertEquals } from "@std/assert";
import { ResultSearch } from "@/lib/wire/review/result_search.ts";
import type { Result } from "@/lib/wire/result.ts";

const result: Result = {
  file_id: "f",
  name: "Žoë_Müller-cv.pdf",
  rank: 1,
  criteria_version: 1,
  score: 50,
  candidate: {
    name: "Žoë Straßer",
    email: "zoe@example.com",
    phone: null,
    location: "Łódź",
    years_experience: 3,
    skills: ["JavaScript", "C++", "Node.js", "データ分析"],
  },
  summary: "Meets 2 of 3",
  parts: [],
  requirements: [{
    id: "r1",
    value: 1,
    years_value: null,
    text: "SQL",
    kind: "must",
    met: "yes",
    evidence: "Wrote SQL for a bakery",
    evidence_line: 1,
    years: null,
  }],
  matched: [],
  missing: [],
  gates: [],
  warnings: [],
  duplicate_of: null,
  same_person: [],
};

const found: [q: string, fields: string][] = [
  ["zoe", "name"],
  ["ZOË", "name"],
  ["strasser", "name"],
  ["lodz", "location"],
  ["javascript", "skill"],
  ["c++", "skill"],
  ["node.js", "skill"],
  ["node", "skill"],
  ["分析", "skill"],
  ["bakery zoe", "evidence,name"],
  ["sql, bakery", "evidence,evidence"],
  ["cv.pdf", "file"],
  ["pdf", "file"],
  ["zoe@example.com", "email"],
  ["", ""],
  ["&", ""],
];
for (const [q, fields] of found) {
  Deno.test(`ResultSearch finds ${JSON.stringify(q)}, and says where`, () => {
    assertEquals(new ResultSearch(q).matches(result)?.map(({ field }) => field).join(), fields);
  });
}

for (const q of ["java", "script", "c", "baker", "zoe nobody", "oe", "ql"]) {
  Deno.test(`ResultSearch does not find ${JSON.stringify(q)}: it is no word there`, () => {
    assertEquals(new ResultSearch(q).matches(result), null);
  });
}

Deno.test("ResultSearch does not find by a summary, which names what is missing", () => {
  const lacking = { ...result, summary: "Meets 2 of 3; not found: GraphQL" };
  assertEquals(new ResultSearch("graphql").matches(lacking), null);
});

Deno.test("ResultSearch shows what it has found, in part, and each word once", () => {
  const long = { ...result, matched: [`bread ${"x".repeat(1000)}`] };
  const [match, ...more] = new ResultSearch("bread BREAD").matches(long)!;
  assertEquals([match.word, match.text.length, more], ["bread", 160, []]);
});
