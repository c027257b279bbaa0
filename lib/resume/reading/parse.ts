import { emailIn } from "@/lib/resume/reading/contact/email.ts";
import { locationIn } from "@/lib/resume/reading/contact/location.ts";
import { phoneIn } from "@/lib/resume/reading/contact/phone.ts";
import { monthsCovered } from "@/lib/resume/reading/dates.ts";
import { type Degree, highestDegree } from "@/lib/resume/text/degrees.ts";
import { entriesOf, type Entry } from "@/lib/resume/reading/entries.ts";
import { type Language, languageOf } from "@/lib/resume/text/language.ts";
import { type Line, linesOf } from "@/lib/resume/text/lines.ts";
import { nameIn } from "@/lib/resume/reading/name.ts";
import { otherLanguageOf } from "@/lib/resume/reading/other_language.ts";
import { type CountedPosition, positionOf } from "@/lib/resume/reading/positions.ts";
import type { SectionKind } from "@/lib/resume/reading/section_names.ts";
import { linesIn, type Section, sectionsOf } from "@/lib/resume/reading/sections.ts";
import { skillsIn } from "@/lib/resume/reading/skills.ts";
import { tokenize } from "@/lib/resume/text/tokens.ts";
import { statedYears } from "@/lib/resume/text/years.ts";

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
  /** Years of work, overlapping positions counted once; null where no date tells. */
  years: number | null;
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

const NO_WORK: SectionKind[] = ["experience", "education", "certifications", "references"];

// Where the experience section shows no dates, the layout may have put them elsewhere: in sections
// under an odd heading, or in a column of their own that the extractor read last.
function positionsOf(sections: Section[], lines: Line[], now: Date): Entry[] {
  const found = entriesOf(linesIn(sections, "experience"), now);
  if (found.length > 0) return found;
  const elsewhere = sections.filter((section) => !NO_WORK.includes(section.kind))
    .flatMap((section) => section.lines);
  const others = entriesOf(elsewhere, now).filter((entry) => isRange(entry) && !isSchool(entry));
  if (others.length > 0) return others;
  const undated = sections.some(({ kind }) => kind === "experience") ||
    !sections.some(({ kind }) => kind === "education");
  return undated
    ? entriesOf(lines.filter(isNoSchool), now)
      .filter((entry) => isRange(entry) && hasMonth(entry) && !isSchool(entry))
    : [];
}

// A single date outside the experience section is that of a prize or a paper.
function isRange({ range }: Entry): boolean {
  return (range.text.match(/\d{4}/g) ?? []).length > 1 || /\P{N}$/u.test(range.text);
}

function isNoSchool(line: Line): boolean {
  return highestDegree(line.text) === null;
}

const SCHOOL =
  /(?<!\p{L})(?:universit|college\b|schools?\b|academy\b|institute of|faculty|gymnasium|hochschule|école|lycée|escuela|colegio|instituto|liceo|szkoła|uczelnia|škola|университет|институт|школа|лицей|lise\b|üniversite)|大学|大學|高校|学校|學校|学院|대학|학교|جامعة|אוניברסיט|มหาวิทยาลัย/iu;

// Outside the sections of work, what names a school or a degree is a time of study.
function isSchool({ title, text }: Entry): boolean {
  const head = `${title ?? ""}\n${text.split("\n", 2).join("\n")}`;
  return SCHOOL.test(head) || highestDegree(head) !== null;
}

// Years of study are mostly given without months, work mostly with them.
function hasMonth({ range }: Entry): boolean {
  return /\p{L}{3}|\d[./]\d/u.test(range.text);
}

function yearsOf(entries: Entry[], lines: Line[]): number | null {
  if (entries.length > 0) return monthsCovered(entries.map((entry) => entry.range)) / 12;
  return statedYears(lines);
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
  const entries = positionsOf(sections, lines, now);
  const education = linesIn(sections, "education");
  const degree = highestDegree(education.map((line) => line.text).join("\n")) ??
    highestDegree(lines.map((line) => line.text).join("\n"));
  return {
    sections,
    language,
    otherLanguage: otherLanguageOf(text, words, language),
    lines,
    tokens,
    entries,
    years: yearsOf(entries, lines),
    degree,
    showsEducation: education.length > 0 || degree !== null,
  };
}
