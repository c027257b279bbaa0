import { assertEquals } from "@std/assert";
import { linesOf } from "@/lib/resume/text/lines.ts";
import { headingOf, linesIn, sectionsOf } from "@/lib/resume/reading/sections.ts";

const HEADINGS: [string, string | undefined][] = [
  ["EXPERIENCE", "experience"],
  ["Professional Experience", "experience"],
  ["W O R K  E X P E R I E N C E", "experience"],
  ["## Work History", "experience"],
  ["Skills & Interests", "skills"],
  ["Technical Skills:", "skills"],
  ["Teaching Experience", "experience"],
  ["Berufserfahrung", "experience"],
  ["Ausbildung", "education"],
  ["Kenntnisse und Fähigkeiten", "skills"],
  ["Expérience professionnelle", "experience"],
  ["Formation", "education"],
  ["Experiencia laboral", "experience"],
  ["Educación", "education"],
  ["Esperienze lavorative", "experience"],
  ["Istruzione e formazione", "education"],
  ["Habilitações", "education"],
  ["Experiência profissional", "experience"],
  ["Werkervaring", "experience"],
  ["Doświadczenie zawodowe", "experience"],
  ["Umiejętności", "skills"],
  ["Arbetslivserfarenhet", "experience"],
  ["Uddannelse", "education"],
  ["Pracovní zkušenosti", "experience"],
  ["EXPERIENCIA PROFESIONAL", "experience"],
  ["FORMACION", "education"],
  ["Arbeidserfaring", "experience"],
  ["Kurs og sertifiseringer", "certifications"],
  ["Työkokemus", "experience"],
  ["Vzdělání a kurzy", "education"],
  ["Опыт работы", "experience"],
  ["Навыки и умения", "skills"],
  ["İŞ DENEYİMİ", "experience"],
  ["Eğitim", "education"],
  ["職務経歴", "experience"],
  ["【工作经历】", "experience"],
  ["教育背景", "education"],
  ["경력 사항", "experience"],
  ["Resume", undefined],
  ["I have experience with ovens.", undefined],
  ["Experience baking bread for eight hundred guests at a time", undefined],
];

for (const [text, kind] of HEADINGS) {
  Deno.test(`headingOf reads "${text}" as ${kind}`, () => {
    assertEquals(headingOf({ text, bullet: false, afterGap: true }), kind);
  });
}

function skillLines(text: string): string[] {
  return linesIn(sectionsOf(linesOf(text)), "skills").map((line) => line.text);
}

Deno.test("sectionsOf parts a resume at its headings", () => {
  assertEquals(skillLines("Ann Bell\n\nSkills\nOvens\nDough\n\nEducation\nCooking school"), [
    "Ovens",
    "Dough",
  ]);
});

Deno.test("sectionsOf reads a heading and its content in one line", () => {
  assertEquals(skillLines("Ann Bell\nSkills: Ovens, Dough"), ["Ovens, Dough"]);
});

Deno.test("sectionsOf reads headings in a column at the left", () => {
  assertEquals(skillLines("Ann Bell\nSkills\tOvens\tDough\nEducation\tCooking school"), [
    "Ovens\tDough",
  ]);
  assertEquals(skillLines("Ann Bell\nTechnical\tOvens\nSkills\tDough"), ["Ovens", "Dough"]);
});
