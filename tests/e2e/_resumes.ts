import { docxOf, paragraph } from "@/lib/extract/testing/office_fixture.ts";
import { line, pdfOfPages } from "@/lib/extract/testing/pdf_fixture.ts";
import { resumeText, textResume } from "@/testing/resumes.ts";

/** A TXT, a PDF and a DOCX resume, best first. */
export async function threeResumes(): Promise<File[]> {
  const docx = resumeText("Grace Hopper", 2021, "COBOL").split("\n").map((text) => paragraph(text));
  return [
    textResume("Ada Lovelace", 2012, "TypeScript, PostgreSQL, Docker, Kubernetes"),
    pdfResume("Alan Turing", 2018, "TypeScript, Docker"),
    new File([(await docxOf(docx.join(""))).slice()], "Grace_Hopper.docx"),
  ];
}

/** A PDF by name that no reader can make sense of. */
export function corruptPdf(name = "broken.pdf"): File {
  return new File(["%PDF-1.7\nnothing of what a PDF needs"], name);
}

function pdfResume(name: string, since: number, skills: string): File {
  const lines = resumeText(name, since, skills).split("\n");
  const content = lines.map((text, i) => line(text, 72, 740 - 16 * i)).join("");
  return new File([pdfOfPages([content]).slice()], `${name.replace(" ", "_")}.pdf`);
}
