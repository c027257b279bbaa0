import { assert, assertEquals } from "@std/assert";
import { assess } from "@/lib/resume/assess.ts";
import { briefOf } from "@/lib/resume/match/brief.ts";

const NOW = new Date("2026-11-01T00:00:00Z");

const JOB = `Pastry Chef

Requirements
- 5+ years of experience with laminated dough
- Chocolate tempering and sugar work
- Costing of recipes and ordering of ingredients
- Knowledge of food hygiene rules (HACCP)
- Experience in leading a small team
- Culinary school or apprenticeship as a confectioner

Nice to have
- Gelato and sorbet`;

const CHEF = `Imre Halasz
imre@mail.example

Experience
Pastry Chef, Hotel Duna
2018 - 2026
- Made croissants and other laminated dough for 300 guests
- Tempered chocolate, pulled sugar, costed recipes
- Led two apprentices, kept HACCP records

Education
Apprenticeship as a confectioner, 2015 - 2018`;

const CLERK = `Ada Moss
ada@mail.example

Experience
Parking Attendant, City Garage
2019 - 2024
- Took fees and closed the barrier at night`;

const REQUIREMENTS = JOB.slice(JOB.indexOf("- 5+"), JOB.indexOf("Nice"));

function on(text: string, job = JOB) {
  const { score, warnings, requirements } = assess({ text, brief: briefOf(job), now: NOW });
  return { score, codes: warnings.map(({ code }) => code), warnings, requirements };
}

for (const [what, pasted] of [["whole ad", JOB], ["requirements", REQUIREMENTS]]) {
  Deno.test(`assess gives nothing for the ${what} pasted in, and warns`, () => {
    const clerk = on(`${CLERK}\n\n${pasted}`);
    assert(clerk.codes.includes("copied_job"), JSON.stringify(clerk.warnings));
    assert(clerk.score < on(CHEF).score);
    assert(clerk.score <= on(CLERK).score + 5, `${clerk.score}, alone ${on(CLERK).score}`);
    const chef = on(`${CHEF}\n\n${pasted}`);
    assert(chef.codes.includes("copied_job"));
    assert(Math.abs(chef.score - on(CHEF).score) <= 5, `${chef.score}, alone ${on(CHEF).score}`);
  });
}

Deno.test("assess finds the ad in one paragraph as well", () => {
  const { codes } = on(`${CLERK}\n${REQUIREMENTS.replaceAll("\n- ", " ")}`);
  assert(codes.includes("copied_job"));
});

Deno.test("assess says how much of a resume is the ad", () => {
  const { warnings } = on(`${CLERK}\n\n${REQUIREMENTS}`);
  const { message } = warnings.find(({ code }) => code === "copied_job") ?? { message: "" };
  assert(/^\d\d % of this resume is the job ad, word for word/.test(message), message);
});

const PROSE = `Baker
We are a family bakery by the river and look for somebody who bakes as gladly as we do.
You mix, shape and bake sourdough and yeasted breads in a deck oven every night.
You keep the levain alive, plan the dough for the week and write down what was left over.
You train the apprentices at the bench and hand the shift over to the morning team.`;
const LINES = PROSE.split("\n");
const swapped = (text: string) => {
  let words = 0;
  return text.replace(/\p{L}+/gu, (word) => ++words % 5 === 0 ? "somehow" : word);
};

for (
  const [what, pasted] of [
    ["half of the ad", LINES.slice(0, 3).join("\n")],
    ["two of its lines as bullets", LINES.slice(2, 4).map((line) => `- ${line}`).join("\n")],
    ["its lines mixed", LINES.toReversed().join("\n")],
    ["the ad with every fifth word swapped", swapped(LINES.slice(1).join("\n"))],
    ["the ad under References", `References\n${PROSE}`],
    [
      "half of it within an own paragraph",
      `I am one of whom you say: ${LINES.slice(2, 4).join(" ")}`,
    ],
  ]
) {
  Deno.test(`assess says ${what}, and gives nothing for it`, () => {
    const alone = on(CLERK, PROSE);
    const { codes, score } = on(`${CLERK}\n\n${pasted}`, PROSE);
    assertEquals([codes, alone.codes.includes("copied_job")], [["copied_job"], false]);
    assert(score <= alone.score + 3, `${score}, alone ${alone.score}`);
  });
}

Deno.test("assess takes the same skills, a title and a phrase of the ad for nobody's copy", () => {
  const list = ["Sourdough", "Yeasted breads", "Deck ovens", "Levain", "Bench work", "Training"];
  const ad = `First-line supervisor of bread and pastry bakers\n\nSkills\n- ${list.join("\n- ")}\n
- REST APIs and microservices\n- Bachelor's degree in food science or a related field`;
  const own = `First-line supervisor of bread and pastry bakers (2016 - 2019)\n
Skills\n- ${
    list.toReversed().join("\n- ")
  }\n- Bachelor's degree in food science or a related field, 2014`;
  assertEquals(on(`${CLERK}\n${own}`, `${PROSE}\n${ad}`).codes, []);
});

Deno.test("assess accuses nobody of a phrase that both use", () => {
  const shared =
    "\nCulinary school or apprenticeship as a confectioner\nKnowledge of food hygiene rules";
  assertEquals(on(CHEF + shared).codes, []);
});

Deno.test("assess warns of a list of words that is repeated, and gives nothing for it", () => {
  const list = "Chocolate, gelato, sorbet, HACCP, laminated dough, confectioner, sugar, recipes\n";
  const { codes, score } = on(`${CLERK}\n\n${list.repeat(20)}`);
  assertEquals(codes, ["stuffing"]);
  assertEquals(score, on(CLERK).score);
});

Deno.test("assess warns of hundreds of skills, and gives nothing for them", () => {
  const skills = Array.from({ length: 300 }, (_, at) => `skill${at}, gelato ${at}`).join(", ");
  const { codes, score } = on(`${CLERK}\n\nSkills\n${skills}`);
  assertEquals(codes, ["stuffing"]);
  assertEquals(score, on(CLERK).score);
});

Deno.test("assess takes a long honest list of skills and the authors of papers", () => {
  const skills = Array.from({ length: 90 }, (_, at) => `skill${at}`).join(", ");
  const paper = (n: number) =>
    Array.from({ length: 60 }, (_, at) => `Smith${n}x${at} J`).join(", ");
  assertEquals(on(`${CHEF}\n\nSkills\n${skills}`).codes, []);
  const papers = Array.from({ length: 8 }, (_, n) => paper(n)).join("\n");
  assertEquals(on(`${CHEF}\n\nPublications\n${papers}`).codes, []);
});

Deno.test("assess does not take what a resume denies", () => {
  const job = "Requirements\n- Gelato";
  const met = (line: string) => on(`${CLERK}\n${line}`, job).requirements[0].met;
  assertEquals(met("Made gelato"), "yes");
  assertEquals(met("No experience with gelato"), "no");
});

Deno.test("assess shows the positions that years were counted from", () => {
  const job = "Requirements\n- 5 years as a pastry chef";
  const years = (dates: string) => on(CHEF.replace("2018 - 2026", dates), job).requirements[0];
  const eight = years("2018 - 2026");
  assertEquals([eight.met, eight.evidence], ["yes", "Pastry Chef, Hotel Duna"]);
  assertEquals(eight.evidence_line, CHEF.split("\n").indexOf("Pastry Chef, Hotel Duna") + 1);
  assertEquals(eight.years, {
    asked: 5,
    found: 8,
    positions: [{ title: "Pastry Chef, Hotel Duna", dates: "2018 - 2026", months: 96 }],
    halved: false,
  });
  const four = years("2018 - 2022");
  assertEquals([four.met, four.years?.found], ["partial", 4]);
});

Deno.test("assess does not take generic words for a trade", () => {
  const { requirements } = on(
    "Jo Park\n\nExperience\nOffice Manager, 2019 - 2024\n- Managing and monitoring teams",
    "Requirements\n- Managing and monitoring of crops",
  );
  assertEquals(requirements[0].met, "no");
});
