import { assertEquals } from "@std/assert";
import type { Gate, Result } from "@/lib/wire/result.ts";
import {
  filterResults,
  meetsMustHaves,
  type ResultFilter,
} from "@/lib/client/results/result_filter.ts";

function result(
  rank: number,
  name: string | null,
  years: number | null,
  outcome?: Gate["outcome"],
): Result {
  return {
    file_id: `f${rank}`,
    name: `cv_${rank}.pdf`,
    rank,
    criteria_version: 1,
    score: 100 - rank,
    candidate: {
      name,
      years_experience: years,
      location: "Berlin",
      skills: ["Rust"],
      email: null,
      phone: null,
    },
    summary: "",
    parts: [],
    requirements: [],
    matched: rank === 1 ? ["5+ years of TypeScript"] : [],
    missing: [],
    gates: outcome ? [{ gate: "must_haves", outcome, reason: "" }] : [],
    warnings: [],
    duplicate_of: null,
    same_person: [],
  };
}

const results = [
  result(1, "Grace Hopper", 4, "pass"),
  result(2, "Ada Lovelace", 9, "unknown"),
  result(3, null, null, "fail"),
  result(4, "Alan Turing", 9, "pass"),
];

for (
  const [what, filter, ranks] of [
    ["all as ranked", {}, [1, 2, 3, 4]],
    ["those of a name", { words: " lovelace  ADA " }, [2]],
    ["those of a file name", { words: "cv_3" }, [3]],
    ["those of a skill and a requirement", { words: "rust typescript" }, [1]],
    ["none for words that nobody has", { words: "cobol" }, []],
    ["who meets every must-have", { mustHaves: true }, [1, 4]],
    ["the most experienced first", { order: "years" }, [2, 4, 1, 3]],
    ["by name, or the file's where there is none", { order: "name" }, [2, 4, 3, 1]],
    ["no names to the blind", { words: "ada", blind: true }, []],
    ["no order of names to the blind", { order: "name", blind: true }, [1, 2, 3, 4]],
  ] as [string, Partial<ResultFilter>, number[]][]
) {
  Deno.test(`filterResults shows ${what}`, () => {
    const whole = { words: "", mustHaves: false, order: "score", blind: false, ...filter } as const;
    assertEquals(filterResults(results, whole).map(({ rank }) => rank), ranks);
  });
}

Deno.test("meetsMustHaves is unknown where the job has none", () => {
  assertEquals(meetsMustHaves(result(1, null, null)), undefined);
});
