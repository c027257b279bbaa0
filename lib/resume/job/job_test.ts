import { assertEquals } from "@std/assert";
import { parseJob } from "@/lib/resume/job/job.ts";
import { MAX_REQUIREMENTS } from "@/lib/wire/review/criteria.ts";

function kinds(text: string): [string, string][] {
  return parseJob(text).requirements.map((requirement) => [requirement.kind, requirement.text]);
}

Deno.test("parseJob goes by headings and bullets", () => {
  const text =
    "Head Baker\n\nRequirements\n- Sourdough\n- 3+ years as a baker\n\nNice to have\n- French\n\n" +
    "Responsibilities\n- Run the night shift\n\nWhat we offer\n- Free bread";
  assertEquals(kinds(text), [
    ["must", "Sourdough"],
    ["must", "3+ years as a baker"],
    ["nice", "French"],
    ["responsibility", "Run the night shift"],
  ]);
  assertEquals(parseJob(text).title, "Head Baker");
  assertEquals(parseJob(text).years, 3);
});

Deno.test("parseJob reads Markdown and numbered lists", () => {
  assertEquals(kinds("**Who you are**\n* A baker\n\n## Tasks\n1. Bake"), [
    ["must", "A baker"],
    ["responsibility", "Bake"],
  ]);
});

Deno.test("parseJob moves what is only preferred out of the musts", () => {
  assertEquals(kinds("Requirements:\n- Sourdough\n- French is a plus"), [
    ["must", "Sourdough"],
    ["nice", "French is a plus"],
  ]);
});

Deno.test("parseJob reads one paragraph of prose", () => {
  const text =
    "We look for a baker in Ghent. You will run the night shift. You must know sourdough. " +
    "At least 4 years of experience are required. Knowledge of French is a plus.";
  assertEquals(kinds(text), [
    ["must", "You must know sourdough."],
    ["must", "At least 4 years of experience are required."],
    ["nice", "Knowledge of French is a plus."],
    ["responsibility", "You will run the night shift."],
  ]);
});

Deno.test("parseJob reads a bare list", () => {
  assertEquals(kinds("Go, Kafka, C++"), [["must", "Go"], ["must", "Kafka"], ["must", "C++"]]);
  assertEquals(kinds("Go\nKafka\n5+ years"), [["must", "Go"], ["must", "Kafka"], [
    "must",
    "5+ years",
  ]]);
});

Deno.test("parseJob reads headings and content in one line", () => {
  assertEquals(kinds("Requirements: Go, Kafka, C++\nResponsibilities: Build things"), [
    ["must", "Go"],
    ["must", "Kafka"],
    ["must", "C++"],
    ["responsibility", "Build things"],
  ]);
});

const MUSTS: [string, string][] = ["Go", "Kafka", "C++"].map((name) => ["must", name]);

for (
  const text of [
    "Must have: Go, Kafka, C++.",
    "Must have: Go, Kafka and C++.",
    "We look for a developer. Required skills: Go; Kafka; C++.",
    "Developer\n\nRequirements\n- Must have: Go, Kafka, and C++.",
    "Nice to have: Rust, Perl.\nMust have: Go, Kafka, C++.",
    "Our stack is old. Must have: Go, Kafka, C++. Nice to have: Rust and Perl.",
  ]
) {
  Deno.test(`parseJob takes each item of a labelled list apart: ${JSON.stringify(text)}`, () => {
    const nice: [string, string][] = text.includes("Nice")
      ? [["nice", "Rust"], ["nice", "Perl"]]
      : [];
    assertEquals(kinds(text), [...MUSTS, ...nice]);
  });
}

Deno.test("parseJob keeps a labelled choice and a labelled sentence whole", () => {
  assertEquals(kinds("Must have: Java, Go or Python."), [["must", "Java, Go or Python."]]);
  assertEquals(kinds("Must have: good knowledge of how bread is baked, and patience."), [
    ["must", "good knowledge of how bread is baked, and patience."],
  ]);
});

Deno.test("parseJob reads German", () => {
  const text =
    "Ihre Aufgaben\n- Brot backen\n\nIhr Profil\n- Mindestens 3 Jahre Erfahrung\n- Von Vorteil: Französisch";
  assertEquals(parseJob(text).language, "de");
  assertEquals(kinds(text).map(([kind]) => kind), ["must", "nice", "responsibility"]);
  assertEquals(parseJob(text).years, 3);
});

Deno.test("parseJob parts a sentence at each number of years", () => {
  const { requirements } = parseJob(
    "Required Experience\n4 years as a baker, 2 years as a cook and a year as a waiter",
  );
  assertEquals(requirements.map(({ years }) => years), [4, 2, 1]);
});

Deno.test("parseJob reads the degree asked for", () => {
  assertEquals(
    parseJob("Requirements\n- Bachelor's or Master's degree in chemistry").degree,
    "bachelor",
  );
  assertEquals(parseJob("Requirements\n- Sourdough").degree, null);
});

Deno.test("parseJob leaves out what asks for nothing", () => {
  const text =
    "Requirements\n- Sourdough\n\nWe are an equal opportunity employer and welcome all qualified applicants.";
  assertEquals(kinds(text), [["must", "Sourdough"]]);
});

Deno.test("parseJob goes by the words under a heading it does not know", () => {
  const text =
    "Our kitchen:\n- Knowledge of ovens is required\n- Two windows\n\nBenefits\n- Courses for new skills";
  assertEquals(kinds(text), [["must", "Knowledge of ovens is required"]]);
});

Deno.test("parseJob keeps a bounded number of requirements, musts first", () => {
  const duties = Array.from({ length: 60 }, (_, n) => `- Task ${n}`).join("\n");
  const job = parseJob(`Responsibilities\n${duties}\n\nRequirements\n- Sourdough`);
  assertEquals(job.requirements.length, MAX_REQUIREMENTS);
  assertEquals(job.requirements[0].text, "Sourdough");
  assertEquals(job.cut, true);
});
