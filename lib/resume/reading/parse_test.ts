import { assertEquals } from "@std/assert";
import { parseResume } from "@/lib/resume/reading/parse.ts";

const NOW = new Date("2025-01-15T00:00:00Z");

const RESUME = `
MIRA HOLT
Utrecht, NL | mira.holt@mail.example | (415) 555-0134

WORK EXPERIENCE
Head Baker
Crumb & Co
Jan 2020 - Dec 2022
• Ran a team of nine
• Cut waste by a third

Baker, Old Mill
2018 - 2021

EDUCATION
BSc Food Science, Wageningen, 2014 - 2017

SKILLS
Sourdough, HACCP, Cost planning
Ovens: Deck, Rotary
`;

Deno.test("parseResume reads contact data", () => {
  const { name, email, phone, location } = parseResume(RESUME, NOW);
  assertEquals({ name, email, phone, location }, {
    name: "MIRA HOLT",
    email: "mira.holt@mail.example",
    phone: "(415) 555-0134",
    location: "Utrecht, NL",
  });
});

Deno.test("parseResume reads positions and counts overlapping ones once", () => {
  const { entries, years } = parseResume(RESUME, NOW);
  assertEquals(entries.map(({ range }) => range.text), ["Jan 2020 - Dec 2022", "2018 - 2021"]);
  assertEquals(entries[0].text.includes("Ran a team of nine"), true);
  assertEquals(entries[1].text.includes("Ran a team of nine"), false);
  assertEquals(years, 5);
});

Deno.test("parseResume lists the positions that it counts", () => {
  assertEquals(parseResume(RESUME, NOW).positions, [
    {
      title: "Head Baker",
      dates: "Jan 2020 - Dec 2022",
      from: "2020-01",
      to: "2022-12",
      months: 36,
    },
    { title: "Baker, Old Mill", dates: "2018 - 2021", from: "2018", to: "2021", months: 36 },
  ]);
});

Deno.test("parseResume reads skills and the degree", () => {
  const { skills, degree } = parseResume(RESUME, NOW);
  assertEquals(skills, ["Sourdough", "HACCP", "Cost planning", "Deck", "Rotary"]);
  assertEquals(degree, "bachelor");
});

Deno.test("parseResume finds nothing in nothing", () => {
  const { name, email, phone, location, years, skills, degree } = parseResume("", NOW);
  assertEquals({ name, email, phone, location, years, skills, degree }, {
    name: null,
    email: null,
    phone: null,
    location: null,
    years: null,
    skills: [],
    degree: null,
  });
});

const NAMES: [string, string, string | null][] = [
  ["the label", "Resume\nName: Ola Berg\nola@x.example", "Ola Berg"],
  ["a label in Markdown", "## Personal Information\n**Name:** Ola Berg\nola@x.example", "Ola Berg"],
  ["two labels", "First name: Ola\nLast name: Berg\nola@x.example", "Ola Berg"],
  ["letters set apart", "O L A   B E R G\nBaker", "OLA BERG"],
  ["two lines", "Ola\nBerg\nola.berg@x.example", "Ola Berg"],
  ["two columns of a line", "OLA\tBERG\nola.berg@x.example", "OLA BERG"],
  ["a mononym", "Ola\nola@x.example", "Ola"],
  ["the line that the address tells", "Master Baker\nOla Berg\nola.berg@x.example", "Ola Berg"],
  ["no credentials", "Ola Berg, PhD\nola.berg@x.example", "Ola Berg"],
  ["a name with a particle", "Ola van der Berg\nBaker", "Ola van der Berg"],
  ["no title of the document", "Curriculum Vitae\nOla Berg\nBaker", "Ola Berg"],
  ["nothing where there is none", "12 Mill Road\n555 1234", null],
];

for (const [what, text, name] of NAMES) {
  Deno.test(`parseResume takes for the name ${what}`, () => {
    assertEquals(parseResume(text, NOW).name, name);
  });
}

const PHONES: [string, string | null][] = [
  ["+49 30 901820", "+49 30 901820"],
  ["Tel: +44 20 7946 0958", "+44 20 7946 0958"],
  ["(212) 555-0187", "(212) 555-0187"],
  ["2011 - 2014", null],
];

for (const [line, phone] of PHONES) {
  Deno.test(`parseResume reads the phone in "${line}"`, () => {
    assertEquals(parseResume(`Ola Berg\n${line}\n`, NOW).phone, phone);
  });
}

Deno.test("parseResume joins a list of skills that the line's width broke", () => {
  const text =
    "Ola Berg\n\nSkills\nBread, cakes, pies, tarts, rolls, scones, buns, crackers, Danish\nPastry\n";
  assertEquals(parseResume(text, NOW).skills.at(-1), "Danish Pastry");
});

Deno.test("parseResume keeps brackets in a skill together", () => {
  assertEquals(parseResume("Skills\nAWS (EC2, S3), Go", NOW).skills, ["AWS (EC2, S3)", "Go"]);
});

Deno.test("parseResume finds dates that stand away from their positions", () => {
  const text =
    "Ola Berg\n\nExperience\nBaker\nOld Mill\n\nEducation\nBaking school\n\nMay 2019 - Apr 2021\n2015 - 2018";
  assertEquals(parseResume(text, NOW).years, 2);
});

Deno.test("parseResume takes stated years where no date tells", () => {
  assertEquals(parseResume("Ola Berg\nBaker with 12 years of experience", NOW).years, 12);
});

const YEARS: [string, string, number | null][] = [
  [
    "positions under a heading that is not known, beside others",
    "Skills\nOvens\n\n## Stations\nBaker, Old Mill (2010 - 2014)\n\n## Experience\nPorter (2001 - 2003)",
    6,
  ],
  [
    "no date of birth, whatever follows it",
    "Ola Berg\nDate of birth: May 13th, 1999 Present\nBaker\n\nExperience\nPorter (2001 - 2003)",
    2,
  ],
  [
    "no lengths of skills",
    "Ola Berg\n\nSkills\nOvens (10 years)\nDough, 5 years\n\nExperience\nPorter (2001 - 2003)",
    2,
  ],
  [
    "positions with a length beside dated ones",
    "Experience\nBaker (3 years)\nPorter (2001 - 2003)",
    5,
  ],
  [
    "a list of bullets with lengths",
    "Experience\nPorter (2001 - 2003)\n- Baker (3 years)\n- Kneader (2 years)",
    7,
  ],
  ["no length of what has dates", "Experience\nOld Mill\n3 years\nBaker\n2001 - 2003", 2],
  ["no term of what has dates", "Experience\nBaker\n2001 - 2003\nContract - 2 years", 2],
  ["no age", "Ola Berg\nBaker, 33 years old", null],
  ["no schooling", "Ola Berg\nBaker\n\nEducation\nBaking school for 4 years", null],
];

for (const [what, text, years] of YEARS) {
  Deno.test(`parseResume counts ${what}`, () => assertEquals(parseResume(text, NOW).years, years));
}

Deno.test("parseResume keeps what is told with dates of a position apart from its positions", () => {
  const text = "Experience\nKeeper (2001 - 2010)\n- Odd baking (2003 - 2005)\n- Kneaded";
  const { entries, told, years } = parseResume(text, NOW);
  assertEquals(entries.map(({ title }) => title), ["Keeper"]);
  assertEquals(entries[0].text.includes("Kneaded"), true);
  assertEquals(told.map(({ title, range }) => [title, range.text]), [[
    "Odd baking",
    "2003 - 2005",
  ]]);
  assertEquals(years, 9);
});
