import type { SectionKind } from "@/lib/resume/reading/section_names.ts";
import type { Section } from "@/lib/resume/reading/sections.ts";
import type { Line } from "@/lib/resume/text/lines.ts";
import { yearsIn } from "@/lib/resume/text/years.ts";

/** Years of experience that a resume claims in words ("12 years of experience"). */
export interface YearsClaim {
  years: number;
  line: Line;
}

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
  let most: YearsClaim | null = null;
  for (const { kind, lines } of sections) {
    if (!ABOUT_PERSON.includes(kind) && !ABOUT_WORK.includes(kind)) continue;
    for (const line of lines) {
      if (ABOUT_WORK.includes(kind) && !OF_WORK.test(line.text)) continue;
      for (const { years } of AGE.test(line.text) ? [] : yearsIn(line.text)) {
        if (most === null || years > most.years) most = { years, line };
      }
    }
  }
  return most;
}
