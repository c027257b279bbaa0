import { docxOf, paragraph } from "@/lib/extract/testing/office_fixture.ts";
import { line, pdfOfPages } from "@/lib/extract/testing/pdf_fixture.ts";

/** What the resumes are screened against. */
export const JOB = `Senior Backend Engineer

Must have:
- 5+ years of TypeScript
- PostgreSQL
- Docker

Nice to have:
- Kubernetes
`;

/** A TXT, a PDF and a DOCX resume, best first. */
export async function threeResumes(): Promise<File[]> {
  const docx = resume("Grace Hopper", 2021, "COBOL").split("\n").map((text) => paragraph(text));
  return [
    textResume("Ada Lovelace", 2012, "TypeScript, PostgreSQL, Docker, Kubernetes"),
    pdfResume("Alan Turing", 2018, "TypeScript, Docker"),
    new File([(await docxOf(docx.join(""))).slice()], "Grace_Hopper.docx"),
  ];
}

/** `count` small text resumes, all different. */
export function textResumes(count: number): File[] {
  return Array.from({ length: count }, (_, i) => {
    return textResume(`Person Number${i}`, 2010 + i % 10, "TypeScript, SQL");
  });
}

/** A PDF by name that no reader can make sense of. */
export function corruptPdf(name = "broken.pdf"): File {
  return new File(["%PDF-1.7\nnothing of what a PDF needs"], name);
}

function textResume(name: string, since: number, skills: string): File {
  return new File([resume(name, since, skills)], `${name.replace(" ", "_")}.txt`);
}

function pdfResume(name: string, since: number, skills: string): File {
  const lines = resume(name, since, skills).split("\n");
  const content = lines.map((text, i) => line(text, 72, 740 - 16 * i)).join("");
  return new File([pdfOfPages([content]).slice()], `${name.replace(" ", "_")}.pdf`);
}

function resume(name: string, since: number, skills: string): string {
  return `${name}
${name.toLowerCase().replace(" ", ".")}@example.com | Berlin, Germany

Experience
Software Engineer, Example Ltd
Jan ${since} - Present
- Built services with ${skills}

Skills
${skills}
`;
}
