import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { assess } from "@/lib/resume/assess.ts";
import { briefOf } from "@/lib/resume/match/brief.ts";
import type { Assessment } from "@/lib/wire/result.ts";

const NOW = new Date("2025-01-15T00:00:00Z");

const JOB = `Backend Developer

Requirements
- Java
- Managed Kubernetes clusters
- 4 years as a backend developer
- Bachelor's degree

Nice to have
- French

Responsibilities
- Write payment services`;

const RESUME = `Noor Vos
noor.vos@mail.example

Experience
Backend Developer, Paywell
2019 - 2024
- Wrote payment services in Java
- Management of a k8s cluster

Education
BSc Mathematics, Leiden

Skills
Java, SQL`;

function on(text: string, job = JOB): Assessment {
  return assess({ text, brief: briefOf(job), now: NOW });
}

function met({ requirements }: Assessment): string[] {
  return requirements.map((requirement) => requirement.met);
}

Deno.test("assess gives a score that its parts add up to", () => {
  const { score, parts } = on(RESUME);
  const sum = parts.reduce((total, { weight, value }) => total + weight * value, 0);
  assert(Math.abs(score - 100 * sum) < 0.051, `${score} is not ${100 * sum}`);
  assert(Math.abs(parts.reduce((total, { weight }) => total + weight, 0) - 1) < 0.001);
});

Deno.test("assess weighs only what the job states", () => {
  assertEquals(on(RESUME, "Java, SQL, Kafka").parts.map(({ part }) => part), [
    "must",
    "similarity",
  ]);
});

Deno.test("assess shows evidence for what is met", () => {
  const { requirements } = on(RESUME);
  const cluster = requirements.find(({ text }) => text.includes("Kubernetes"));
  assertEquals(cluster, {
    text: "Managed Kubernetes clusters",
    kind: "must",
    met: "yes",
    evidence: "Management of a k8s cluster",
    evidence_line: RESUME.split("\n").indexOf("- Management of a k8s cluster") + 1,
    years: null,
    id: "r2",
    value: 1,
    years_value: null,
  });
  assertEquals(requirements.find(({ text }) => text === "French")?.evidence, null);
});

Deno.test("assess does not take JavaScript for Java", () => {
  assertEquals(met(on("Noor Vos\n\nSkills\nJavaScript", "Requirements\n- Java")), ["no"]);
  assertEquals(met(on("Noor Vos\n\nSkills\nC++, .NET", "Requirements\n- C\n- C#\n- .NET")), [
    "no",
    "no",
    "yes",
  ]);
});

const SHOWN = [
  ["PostgreSQL", "SQL"],
  ["React", "JavaScript"],
  ["Django", "Python"],
  ["RN", "Registered nurse"],
  ["Certified Public Accountant", "CPA"],
  ["Commercial driver's license", "CDL"],
  ["Sheetrock", "Drywall"],
];

for (const [resume, asked] of SHOWN) {
  Deno.test(`assess takes ${resume} for ${asked}`, () => {
    assertEquals(met(on(`Noor Vos\n\nSkills\n${resume}`, `Requirements\n- ${asked}`)), ["yes"]);
  });
}

const NOT_SHOWN = [
  ["Excellent communicator, excels in sport", "Excel"],
  ["Works swiftly", "Swift"],
  ["Dockers trousers", "Docker"],
  ["Animation films", "Animal handling"],
  ["Hospitality", "Hospital wards"],
  ["SQL", "PostgreSQL"],
];

for (const [resume, asked] of NOT_SHOWN) {
  Deno.test(`assess does not take ${JSON.stringify(resume)} for ${asked}`, () => {
    assertEquals(met(on(`Noor Vos\n\nSkills\n${resume}`, `Requirements\n- ${asked}`)), ["no"]);
  });
}

Deno.test("assess takes one of several alternatives", () => {
  assertEquals(met(on("Noor Vos\n\nSkills\nKotlin", "Requirements\n- Java, Scala or Kotlin")), [
    "yes",
  ]);
});

Deno.test("assess does not reward a word for being repeated", () => {
  const once = on(`${RESUME}\nKubernetes`).score;
  assertEquals(on(`${RESUME}\nKubernetes ${"Kubernetes ".repeat(500)}`).score, once);
  assertEquals(on(`${RESUME}\n${"Kubernetes\n".repeat(500)}`).score, once);
});

Deno.test("assess warns of a word that is repeated too often", () => {
  const { warnings } = on(`${RESUME}\n${"Kubernetes ".repeat(500)}`);
  assertEquals(warnings, [{
    code: "stuffing",
    message: 'Repeats "kubernetes" 501 times; it counts once',
  }]);
});

Deno.test("assess scores fewer years and fewer skills lower", () => {
  const whole = on(RESUME).score;
  assert(on(RESUME.replace("2019 - 2024", "2022 - 2024")).score < whole);
  assert(on(RESUME.replaceAll("Java", "Perl")).score < whole);
});

Deno.test("assess counts years as a role only in that role", () => {
  const other = on(RESUME.replace("Backend Developer", "Waiter"));
  assertEquals(other.parts.find(({ part }) => part === "years")?.value, 0);
  assertEquals(other.candidate.years_experience, 5);
});

Deno.test("assess does not use name, address, age, gender, family or origin", () => {
  const other = RESUME.replace("Noor Vos", "John Quincy Smith")
    .replace(
      "noor.vos@mail.example",
      "j@x.example\nAustin, TX\nBorn: 1961\nGender: male\nMarried, 3 children",
    );
  assertEquals(on(other).candidate.name, "John Quincy Smith");
  assertEquals(on(other).parts, on(RESUME).parts);
});

Deno.test("assess shows the gates beside the score", () => {
  assertEquals(on(RESUME).gates.map(({ gate, outcome }) => [gate, outcome]), [
    ["degree", "pass"],
    ["must_haves", "pass"],
    ["years", "pass"],
  ]);
  const without = on(RESUME.replace("BSc Mathematics, Leiden", "Evening classes"));
  assertEquals(without.gates[0].outcome, "fail");
  const fewer = on(RESUME.replace("2019 - 2024", "2022 - 2024").replace("\nSQL", ""));
  assertEquals([on(RESUME), fewer].map(({ gates }) => gates[2].reason), [
    "5.0 years, 4 asked for",
    "2.0 of 4 years",
  ]);
  const unknown = on("Noor Vos\n\nSkills\nJava");
  assertEquals(unknown.gates.map(({ outcome }) => outcome), ["unknown", "fail", "unknown"]);
  assertEquals(unknown.gates[2].reason, "4 years asked for, no job dates");
  const musts =
    on("Noor Vos\n\nSkills\nJava", "Must have:\n- Java\n- Java and Docker\n- COBOL").gates;
  assertEquals(musts.map(({ reason }) => reason), ["1 of 3 must-haves met, 1 partly"]);
});

Deno.test("assess says why in one sentence", () => {
  assertEquals(
    on(RESUME).summary,
    "Meets 4 of 4 must-haves; 5.0 years of work found, 4 asked for; not found: French.",
  );
});

Deno.test("assess warns of what makes a score doubtful", () => {
  const short = { text: "Noor Vos", brief: briefOf(""), now: NOW, hiddenText: "Kafka Rust" };
  assertEquals(assess(short).warnings[1].message, "Has very little text");
  assertEquals(assess({ ...short, mayBeScan: true }).warnings, [
    { code: "hidden_text", message: 'Contains hidden text: "Kafka Rust"; it was not scored' },
    { code: "little_text", message: "Has very little text; it may be a scan" },
    { code: "no_dates", message: "No job dates found; years of experience are unknown" },
    { code: "no_requirements", message: "The job description states no requirements" },
  ]);
});

Deno.test("assess warns of a resume in another language than the job", () => {
  const german = "Noor Vos\n\nBerufserfahrung\n" +
    "Ich habe in der Bäckerei mit dem Team das Brot für die Stadt gebacken und war für den Einkauf da. "
      .repeat(4);
  assert(on(german).warnings.some(({ message }) => message.includes("another language (de)")));
});

Deno.test("assess warns of a resume in a language that isn't supported", () => {
  const polish = "Noor Vos\n\nDoświadczenie\n" +
    "Pracowałam w piekarni na rynku i odpowiadałam za zamówienia oraz dla klientów przy piecu. "
      .repeat(3);
  for (
    const text of [
      polish,
      "在面包店工作五年负责订单和库存管理培训新员工并担任店长提高了销售额".repeat(2),
    ]
  ) {
    const { warnings } = on(text);
    assert(
      warnings.some(({ code, message }) => code === "other_language" && /isn't/.test(message)),
    );
  }
});

Deno.test("assess takes the years that a resume claims where its dates show fewer", () => {
  const text = "Ola Berg\nBaker with 12 years of experience\n\nExperience\nPorter (2001 - 2003)";
  const brief = briefOf("Baker\n\nRequirements\n- At least 5 years of experience");
  const { candidate, requirements: [{ met, years, evidence }], summary, gates } = assess({
    text,
    brief,
    now: NOW,
  });
  assertEquals(candidate.years_experience, 2);
  assertStringIncludes(summary, "12.0 years claimed, 5 asked for");
  assert(gates.some(({ reason }) => reason === "12.0 years claimed, 5 asked for"));
  assertEquals([met, years?.found, years?.positions], ["yes", 12, []]);
  assertEquals(evidence, "Baker with 12 years of experience");
});
