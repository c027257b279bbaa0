import type { SectionKind } from "@/lib/resume/reading/section_names.ts";
import type { Section } from "@/lib/resume/reading/sections.ts";
import type { Line } from "@/lib/resume/text/lines.ts";
import { mostYearsIn, type YearsClaim } from "@/lib/resume/text/years.ts";

/** Years in these are those of a person: any number of them is a claim. */
const ABOUT_PERSON: SectionKind[] = ["contact", "summary"];
/** In these a number of years is one of experience where the line says so. */
const ABOUT_WORK: SectionKind[] = ["experience", "skills"];

const OF_WORK =
  /experience|career|work|profession|employ|\bas an? |erfahrung|expérience|experiencia|esperienza|experiência|ervaring|doświadczeni|erfarenhet|erfaring|kokemus|zkušenost|опыт|deneyim|経験|经验|經驗|경력/i;
/** "33 years old", "a 150-year old company". */
const AGE = /\bold\b|\bage[ds]?\b|\balt\b|birth|\bborn\b/i;

/** The most years of experience that a resume claims, or null; a claim within its schooling or awards is none. */
export function claimedYears(sections: Section[]): YearsClaim | null {
  return mostYearsIn(sections.flatMap(claimingLines).filter(({ text }) => !AGE.test(text)));
}

function claimingLines({ kind, lines }: Section): Line[] {
  if (ABOUT_PERSON.includes(kind)) return lines;
  return ABOUT_WORK.includes(kind) ? lines.filter(({ text }) => OF_WORK.test(text)) : [];
}
