import { emailIn } from "@/lib/resume/reading/contact/email.ts";
import { locationIn } from "@/lib/resume/reading/contact/location.ts";
import { phoneIn } from "@/lib/resume/reading/contact/phone.ts";
import { monthsCovered } from "@/lib/resume/reading/dates.ts";
import { type Degree, highestDegree } from "@/lib/resume/text/degrees.ts";
import { claimedYears } from "@/lib/resume/reading/claimed_years.ts";
import type { Entry } from "@/lib/resume/reading/entries.ts";
import { positionsOf } from "@/lib/resume/reading/history.ts";
import { type Language, languageOf } from "@/lib/resume/text/language.ts";
import { type Line, linesOf } from "@/lib/resume/text/lines.ts";
import { nameIn } from "@/lib/resume/reading/name.ts";
import { otherLanguageOf } from "@/lib/resume/reading/other_language.ts";
import { type CountedPosition, positionOf } from "@/lib/resume/reading/positions.ts";
import { linesIn, type Section, sectionsOf } from "@/lib/resume/reading/sections.ts";
import { skillsIn } from "@/lib/resume/reading/skills.ts";
import { tokenize } from "@/lib/resume/text/tokens.ts";
import type { YearsClaim } from "@/lib/resume/text/years.ts";

/** What a resume's text says, as far as it is scored by it. */
export interface ScoredResume {
  name: string | null;
  location: string | null;
  language: Language;
  /** The name of the language where it is none of those, and its words are compared as they are; else null. */
  otherLanguage: string | null;
  lines: Line[];
  /** The tokens of each line. */
  tokens: string[][];
  entries: Entry[];
  /** What is told of a position with dates within its time. */
  told: Entry[];
  /** Years of work, overlapping positions counted once; those it claims where no date tells, or null. */
  years: number | null;
  /** The most years of experience that it claims in words, or null. */
  claimed: YearsClaim | null;
  degree: Degree | null;
  /** False where no education section and no degree was found. */
  showsEducation: boolean;
}

/** What a resume's text says, read without any job in mind. */
export interface Resume extends ScoredResume {
  email: string | null;
  phone: string | null;
  /** The positions that `years` is made of, in the order of the page. */
  positions: CountedPosition[];
  skills: string[];
}

/** The lines at the top that may hold contact data where no heading ends them. */
const HEADER_LINES = 15;
/** The lines at the end that may hold them instead. */
const FOOTER_LINES = 10;

function yearsOf(entries: Entry[]): number | null {
  return entries.length === 0 ? null : monthsCovered(entries.map((entry) => entry.range)) / 12;
}

function contactLines(sections: Section[], lines: Line[]): Line[] {
  const own = linesIn(sections, "contact");
  return own.length > 0 ? own.slice(0, 2 * HEADER_LINES) : lines.slice(0, HEADER_LINES);
}

/**
 * Reads a resume. Never throws; what it can't find is null or empty. Present means `now`.
 * @param headlines the lines of the first page that are set largest, largest first
 */
export function parseResume(text: string, now: Date, headlines: string[] = []): Resume {
  const { sections, ...read } = readText(text, now);
  const { lines, language, entries } = read;
  // What stands with the references is another person's.
  const own = sections.flatMap((section) => section.kind === "references" ? [] : section.lines);
  const header = [...own.slice(0, HEADER_LINES), ...linesIn(sections, "contact")];
  const email = emailIn(header) ?? emailIn(own);
  return {
    ...read,
    name: nameIn(lines, email, headlines),
    email,
    phone: phoneIn(header, language) ?? phoneIn(own.slice(-FOOTER_LINES), language),
    location: locationIn(contactLines(sections, lines)),
    positions: entries.map(positionOf),
    skills: skillsIn(linesIn(sections, "skills")),
  };
}

/** Reads of a resume's text what it is scored by; who it is about is known, and is a third of all work. */
export function rereadResume(
  text: string,
  now: Date,
  { name, location }: Pick<Resume, "name" | "location">,
): ScoredResume {
  const { sections: _, ...read } = readText(text, now);
  return { ...read, name, location };
}

function readText(
  text: string,
  now: Date,
): Omit<ScoredResume, "name" | "location"> & { sections: Section[] } {
  const lines = linesOf(text);
  const tokens = lines.map((line) => tokenize(line.text));
  const words = tokens.flat();
  const language = languageOf(words);
  const sections = sectionsOf(lines);
  const all = positionsOf(sections, lines, now);
  const claimed = claimedYears(sections);
  const education = linesIn(sections, "education");
  const degree = highestDegree(education.map((line) => line.text).join("\n")) ??
    highestDegree(lines.map((line) => line.text).join("\n"));
  return {
    sections,
    language,
    otherLanguage: otherLanguageOf(text, words, language),
    lines,
    tokens,
    entries: all.filter((entry) => !entry.within),
    told: all.filter((entry) => entry.within),
    years: yearsOf(all) ?? claimed?.years ?? null,
    claimed,
    degree,
    showsEducation: education.length > 0 || degree !== null,
  };
}
