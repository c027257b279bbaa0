import { emailIn, locationIn, phoneIn } from "@/lib/resume/contact.ts";
import { monthsCovered, rangesIn } from "@/lib/resume/dates.ts";
import { type Degree, highestDegree } from "@/lib/resume/degrees.ts";
import { entriesOf, type Entry } from "@/lib/resume/entries.ts";
import { type Language, languageOf } from "@/lib/resume/language.ts";
import { type Line, linesOf } from "@/lib/resume/lines.ts";
import { nameIn } from "@/lib/resume/name.ts";
import { linesIn, type Section, sectionsOf } from "@/lib/resume/sections.ts";
import { skillsIn } from "@/lib/resume/skills.ts";
import { tokenize } from "@/lib/resume/tokens.ts";
import { statedYears } from "@/lib/resume/years.ts";

/** What a resume's text says, read without any job in mind. */
export interface Resume {
  name: string | null;
  email: string | null;
  phone: string | null;
  location: string | null;
  language: Language;
  lines: Line[];
  /** The tokens of each line. */
  tokens: string[][];
  entries: Entry[];
  /** Years of work, overlapping positions counted once; null where no date tells. */
  years: number | null;
  skills: string[];
  degree: Degree | null;
  /** False where no education section and no degree was found. */
  showsEducation: boolean;
}

/** The lines at the top that may hold contact data where no heading ends them. */
const HEADER_LINES = 15;

function workLines(sections: Section[]): Line[] {
  const work = linesIn(sections, "experience");
  if (work.length > 0) return work;
  return sections.filter((section) => !["education", "certifications"].includes(section.kind))
    .flatMap((section) => section.lines);
}

function yearsOf(entries: Entry[], lines: Line[]): number | null {
  if (entries.length > 0) return monthsCovered(entries.map((entry) => entry.range)) / 12;
  return statedYears(lines);
}

/** Reads a resume. Never throws; what it can't find is null or empty. Present means `now`. */
export function parseResume(text: string, now: Date): Resume {
  const lines = linesOf(text);
  const tokens = lines.map((line) => tokenize(line.text));
  const language = languageOf(tokens.flat());
  const sections = sectionsOf(lines);
  const header = [...lines.slice(0, HEADER_LINES), ...linesIn(sections, "contact")];
  const email = emailIn(header) ?? emailIn(lines);
  const entries = entriesOf(workLines(sections), now);
  const education = linesIn(sections, "education");
  const degree = highestDegree(education.map((line) => line.text).join("\n")) ??
    highestDegree(lines.map((line) => line.text).join("\n"));
  return {
    name: nameIn(lines, email),
    email,
    phone: phoneIn(header, language) ?? phoneIn(lines.slice(-10), language),
    location: locationIn(header.filter((line) => rangesIn(line.text, now).length === 0)),
    language,
    lines,
    tokens,
    entries,
    years: yearsOf(entries, lines),
    skills: skillsIn(linesIn(sections, "skills")),
    degree,
    showsEducation: education.length > 0 || degree !== null,
  };
}
