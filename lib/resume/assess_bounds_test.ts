import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { assess } from "@/lib/resume/assess.ts";
import { briefOf } from "@/lib/resume/match/brief.ts";
import { MAX_TEXT } from "@/lib/resume/text/lines.ts";
import { anyText } from "@/testing/generated/any_text.ts";
import { rounds } from "@/testing/thorough.ts";

const NOW = new Date("2025-01-15T00:00:00Z");
const MAX_BYTES = 40 * 1024;

// The slowest takes under a second on an idle core; a backtracking pattern would take minutes.
const MAX_MS = 10_000;

function check(text: string, job: string, now = NOW) {
  const assessment = assess({ text, brief: briefOf(job), now });
  const json = JSON.stringify(assessment);
  assert(assessment.score >= 0 && assessment.score <= 100, `score ${assessment.score}`);
  assert(assessment.parts.every(({ value }) => value >= 0 && value <= 1), json);
  assert(new TextEncoder().encode(json).length < MAX_BYTES, `${json.length} characters`);
  return json;
}

// What resumes are made of, so that random texts reach every module.
const FRAGMENTS = [
  "\n",
  "\n\n",
  "Requirements:\n- ",
  "Nice to have\n",
  "Responsibilities\n• ",
  "Experience\n",
  "Skills: ",
  "EDUCATION\n",
  "Mar 2021 - Present",
  "2011 – 2014",
  "03/2020",
  "5+ years as a ",
  "bachelor's degree in ",
  "C++, C#, .NET, Node.js",
  "Java or Go",
  "a@b.example",
  "+1 312 555 0123",
  "Name: ",
  ": ",
  ",",
  "|",
  "\t",
  "   ",
  "(",
  ")",
  '"',
  "\\",
  "\u0000",
  "\ud800",
  "é",
  "経験",
  "😀",
  "A B C D",
];

const resumeLike = fc.array(
  fc.oneof(fc.constantFrom(...FRAGMENTS), anyText(20)),
  { maxLength: 60 },
).map((parts) => parts.join(""));

Deno.test("assess takes any text, gives a sound score and stays small", () => {
  fc.assert(fc.property(resumeLike, resumeLike, (text, job) => void check(text, job)), {
    numRuns: rounds(40, 300),
  });
});

Deno.test("assess gives the same for the same", () => {
  fc.assert(
    fc.property(
      resumeLike,
      resumeLike,
      (text, job) => assertEquals(check(text, job), check(text, job)),
    ),
    { numRuns: rounds(10, 50) },
  );
});

Deno.test("assess takes an invalid now", () => void check("2011 - 2014", "5 years", new Date(NaN)));

const ADVERSARIAL = [
  "a",
  " ",
  "\n",
  "@",
  "a@",
  "a.b-c_d%e+f@x.",
  "2011 - 2014 ",
  "Mar 2021 - Present\n",
  "A ",
  "A B C D ",
  "a, b or ",
  "a: ",
  "Skills: a\n",
  "(1) ",
  "1",
  "+1 312 555 0123 ",
  "c++",
  "• ",
  "must have 5 years of java, ",
  "must have 5 years of java\n",
  "You must know it. ",
  "😀",
  "\ud800",
  "a\u0301",
  "\ufdfa",
  "経験",
  "a’",
  "a&b&",
  "a   b\t",
  "http://",
  "five five ",
  "12/",
  "Jane Smith | ",
  "bachelor of ",
];

/** What backtracks takes minutes for a 16th too. */
const LENGTH = rounds(MAX_TEXT / 16, MAX_TEXT);

for (const unit of ADVERSARIAL) {
  Deno.test(`assess ends on ${LENGTH} characters of ${JSON.stringify(unit)}`, () => {
    const text = unit.repeat(Math.ceil(LENGTH / unit.length)).slice(0, LENGTH);
    const started = performance.now();
    check(text, text);
    const elapsed = performance.now() - started;
    assert(elapsed < MAX_MS, `took ${elapsed} ms`);
  });
}

Deno.test("assess keeps the largest result under 40 KiB", () => {
  const line = (n: number) => `- ${n} ${'"\\経'.repeat(300)} must${n} ${"x".repeat(39)}${n}\n`;
  const lines = Array.from({ length: 200 }, (_, n) => line(n)).join("");
  const json = check(`Skills\n${lines}`, `Requirements\n${lines}`);
  assert(json.length > 10_000);
});
