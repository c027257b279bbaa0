import { assert, assertEquals } from "@std/assert";
import { existsSync, readFileSync } from "node:fs";
import { type Job, parseJob } from "@/lib/resume/job/job.ts";

const CASES = new URL("../../../../shared/cases/jobs/jobs.json", import.meta.url);

function kinds(job: Job): [string, string][] {
  return job.requirements.map(({ kind, text }) => [kind, text]);
}

const DEVELOPER: [kind: string, word: string][] = [
  ["must", "Python"],
  ["must", "PostgreSQL"],
  ["must", "Docker"],
  ["nice", "Kafka"],
];

/** What the reading of each ad has to say. */
const EXPECTED: Record<string, (job: Job) => void> = {
  "no-headings-prose"(job) {
    holds(job, [["must", "Python"], ["must", "PostgreSQL"], ["must", "Kubernetes"], [
      "nice",
      "Kafka",
    ]]);
    holds(job, [["responsibility", "payment APIs"]]);
    assert(!job.requirements.some(({ text }) => text.includes("holiday")));
    assertEquals(job.years, 5);
  },
  "one-paragraph-nopunct"(job) {
    assertEquals(job.requirements.map(({ text }) => text), [
      ...["python", "postgresql", "kubernetes", "kafka", "terraform", "5 years"],
    ]);
  },
  "x-or-y"(job) {
    assertEquals(job.requirements.map(({ anyOf }) => anyOf), [
      ["Python", "Go"],
      ["PostgreSQL", "MySQL", "Oracle"],
      ["AWS", "GCP", "Azure"],
      ["React", "Vue", "Angular"],
    ]);
  },
  "special-names"(job) {
    assertEquals(job.requirements.length, 15);
    assertEquals(job.requirements.flatMap(({ anyOf }) => anyOf), []);
  },
  "benefits-as-req": (job) => assertEquals(kinds(job), [["must", "Python"]]),
  french(job) {
    holds(job, [...DEVELOPER, ["responsibility", "paiement"]]);
    assertEquals(job.years, 5);
  },
  swedish(job) {
    holds(job, [...DEVELOPER, ["responsibility", "betal"]]);
    assertEquals([job.requirements.length, job.years], [4, 5]);
  },
  russian(job) {
    holds(job, [...DEVELOPER, ["responsibility", "платежных"]]);
    assertEquals([job.requirements.length, job.years], [4, 5]);
  },
  "salary-years"(job) {
    assertEquals(job.years, null);
    assert(!job.requirements.some(({ years }) => years !== null));
  },
  "degree-forms": (job) => assertEquals(job.degree, "bachelor"),
  "emoji-bullets"(job) {
    assertEquals(
      kinds(job),
      ["Python", "PostgreSQL", "Docker", "Kafka"].map((name) => ["must", name]),
    );
  },
  "caps-headings"(job) {
    assertEquals(kinds(job), [
      ["must", "Python"],
      ["must", "PostgreSQL"],
      ["nice", "Kafka"],
      ["responsibility", "Build services."],
    ]);
  },
  "you-have-done": (job) =>
    holds(job, [["must", "Python"], ["must", "PostgreSQL"], ["nice", "Kafka"]]),
  eeo: (job) => assert(!job.requirements.some(({ text }) => /discriminate|equal/.test(text))),
};

function holds(job: Job, expected: [kind: string, word: string][]): void {
  for (const [kind, word] of expected) {
    assert(
      kinds(job).some(([is, text]) => is === kind && text.includes(word)),
      `no ${kind} "${word}" in ${JSON.stringify(kinds(job))}`,
    );
  }
}

Deno.test({
  name: "parseJob reads the ads of ../shared/cases/jobs (skipped where they are missing)",
  ignore: !existsSync(CASES),
  fn() {
    const cases: { id: string; job: string }[] = JSON.parse(readFileSync(CASES, "utf8"));
    assertEquals(cases.map(({ id }) => id).toSorted(), Object.keys(EXPECTED).toSorted());
    for (const { id, job } of cases) {
      try {
        EXPECTED[id](parseJob(job));
      } catch (error) {
        throw new Error(`${id}: ${error instanceof Error ? error.message : error}`);
      }
    }
  },
});
