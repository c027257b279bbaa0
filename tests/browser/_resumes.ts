import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { docxOf, paragraph } from "@/lib/extract/testing/office_fixture.ts";
import { line, pdfOfPages } from "@/lib/extract/testing/pdf_fixture.ts";

/** A file as playwright's setInputFiles takes it. */
export interface UploadFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** What the resumes below are screened against. */
export const JOB = `Senior TypeScript Engineer

Must have:
- 5+ years of TypeScript
- PostgreSQL and SQL
- Experience with Docker and Kubernetes

Nice to have:
- Rust
- GraphQL
`;

const PEOPLE: [name: string, place: string, since: number, skills: string][] = [
  [
    "Ada Lovelace",
    "Berlin, Germany",
    2014,
    "TypeScript, PostgreSQL, SQL, Docker, Kubernetes, Rust",
  ],
  ["Alan Turing", "London, UK", 2017, "TypeScript, Python, GraphQL, PostgreSQL, Docker"],
  ["Grace Hopper", "New York, NY", 2019, "COBOL, SQL, Docker, mentoring"],
  ["Katherine Johnson", "Hampton, VA", 2021, "Python, statistics, orbital mechanics"],
];

/** Four text resumes and one PDF, best first. */
export function fiveResumes(): UploadFile[] {
  const texts = PEOPLE.map((person) =>
    textFile(`${person[0].replace(" ", "_")}.txt`, resume(...person))
  );
  return [
    ...texts,
    pdfFile("Edsger_Dijkstra.pdf", resume("Edsger Dijkstra", "Austin, TX", 2016, "Go, SQL")),
  ];
}

/** `count` small text resumes. */
export function manyResumes(count: number): UploadFile[] {
  return Array.from({ length: count }, (_, i) => {
    const [, place, since, skills] = PEOPLE[i % PEOPLE.length];
    return textFile(
      `resume-${i + 1}.txt`,
      resume(`Candidate Number${i + 1}`, place, since, skills),
    );
  });
}

/** Fills in the start page and sends it. */
export async function screen(page: Page, url: string, files: UploadFile[]): Promise<void> {
  await page.goto(url);
  // What is filled in before the page is alive would be lost.
  await page.locator("button[type=submit]:enabled").waitFor();
  await page.getByLabel("Job description", { exact: true }).fill(JOB);
  await page.getByLabel("Resume files").setInputFiles(files);
  await page.getByRole("button", { name: /^Screen [\d,]+ resumes?$/ }).click();
}

/** The job above as a Word document. */
export async function jobDocument(): Promise<UploadFile> {
  const bytes = await docxOf(JOB.split("\n").map((text) => paragraph(text)).join(""));
  const mimeType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  return { name: "senior_engineer.docx", mimeType, buffer: Buffer.from(bytes) };
}

/** A file of any bytes. */
export function anyFile(name: string, mimeType: string, text: string): UploadFile {
  return { name, mimeType, buffer: Buffer.from(text) };
}

function textFile(name: string, text: string): UploadFile {
  return anyFile(name, "text/plain", text);
}

function pdfFile(name: string, text: string): UploadFile {
  const lines = text.split("\n").map((words, i) => line(words, 72, 720 - i * 16));
  const buffer = Buffer.from(pdfOfPages([lines.join("\n")]));
  return { name, mimeType: "application/pdf", buffer };
}

function resume(name: string, place: string, since: number, skills: string): string {
  return `${name}
${name.toLowerCase().replace(" ", ".")}@example.com | +1 212 555 0147 | ${place}

Experience
Software Engineer, Acme Ltd
Jan ${since} - Present
- Built and ran services with ${skills}
- Led a team of five and shipped the billing service

Education
BSc in Computer Science, ${since - 2}

Skills
${skills}
`;
}
