import { assertEquals } from "@std/assert";
import { tokenize } from "@/lib/resume/text/tokens.ts";

const CASES: [string, string, string[]][] = [
  ["keeps C++ whole", "Wrote C++, daily", ["wrote", "c++", "daily"]],
  ["keeps C# and F# apart from C", "C#/F#", ["c#", "f#"]],
  ["reads .NET in all its spellings", ".NET, dotnet, dot net", [".net", ".net", ".net"]],
  ["finds .NET inside ASP.NET", "ASP.NET", ["asp.net", ".net"]],
  ["reads Node.js in all its spellings", "Node.js; NodeJS; node js", [
    "nodejs",
    "nodejs",
    "nodejs",
  ]],
  ["reads CI/CD as one", "CI/CD and CICD", ["ci/cd", "and", "ci/cd"]],
  ["reads TCP/IP as one", "TCP/IP", ["tcp/ip"]],
  ["takes a capital R for the language", "Python, R, SQL", ["python", "r-language", "sql"]],
  ["takes a small r in a list for the language", "python, r, sql", ["python", "r-language", "sql"]],
  ["does not take R&D for the language", "R&D budget", ["r&d", "budget"]],
  ["does not take an initial for the language", "R. Okafor", ["r", "okafor"]],
  ["takes Go in a sentence for the language", "services in Go and Rust", [
    "services",
    "in",
    "golang",
    "and",
    "rust",
  ]],
  ["does not take go for the language", "we go fast", ["we", "go", "fast"]],
  ["does not take Go-to-market for the language", "a Go-to-market plan", [
    "a",
    "go",
    "to",
    "market",
    "plan",
  ]],
  ["does not take a sentence's Go for the language", "Done. Go home now", [
    "done",
    "go",
    "home",
    "now",
  ]],
  ["unfolds short names", "JS, k8s, Postgres", ["javascript", "kubernetes", "postgresql"]],
  ["folds long names", "Amazon Web Services", ["aws"]],
  ["parts hyphens and slashes", "problem-solving/planning", ["problem", "solving", "planning"]],
  ["drops the possessive", "master's thesis", ["master", "thesis"]],
  ["leaves addresses out", "mail ann@node.js.example or https://java.example/c", ["mail", "or"]],
];

for (const [name, text, tokens] of CASES) {
  Deno.test(`tokenize ${name}`, () => assertEquals(tokenize(text), tokens));
}

Deno.test("tokenize keeps Java and JavaScript apart", () => {
  assertEquals(tokenize("JavaScript").includes("java"), false);
});

Deno.test("tokenize gives trades, their licences and methods one name", () => {
  const same = [
    ["Car mechanic", "Automotive technician"],
    ["auto repair", "vehicle repair"],
    ["OBD II", "on-board diagnostics"],
    ["EPA 608", "Section 608"],
    ["GMAW", "MIG welding"],
    ["HGV", "heavy goods vehicle"],
    ["CPR", "cardiopulmonary resuscitation"],
    ["day care", "childcare"],
    ["CCTV", "closed-circuit television"],
    ["DBS check", "Disclosure and Barring Service"],
  ];
  for (const [one, other] of same) assertEquals(tokenize(one), tokenize(other));
});
