import { entriesOf, type Entry } from "@/lib/resume/reading/entries.ts";
import { namesJob } from "@/lib/resume/reading/names/job_titles.ts";
import type { SectionKind } from "@/lib/resume/reading/section_names.ts";
import { headingOf, linesIn, type Section } from "@/lib/resume/reading/sections.ts";
import { highestDegree } from "@/lib/resume/text/degrees.ts";
import type { Line } from "@/lib/resume/text/lines.ts";

const NO_WORK: SectionKind[] = ["experience", "education", "certifications", "references"];

/** What these hold has no dates: a list of jobs in one has a heading of its own that is not known. */
const UNDATED: SectionKind[] = ["contact", "summary", "skills", "languages"];

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

const MAX_HEADING = 60;

/** Such a date is none of work, whatever follows it ("Born May 1999 | Present address"). */
const BIRTH =
  /birth|\bborn\b|geburt|\bgeb\.|geboren|naissance|nacimiento|nascita|nascimento|fødsel|\bfødt\b|född|urodz|narozen|рожден|doğum|生年月日|出生/i;

/** How a heading stands out; its words say nothing here. */
function lookOf(text: string): string | undefined {
  const level = /^#{1,6}(?=\s?\p{L})/u.exec(text);
  if (level !== null) return level[0];
  if (/^\*\*[^*]{1,60}\*\*:?$/.test(text)) return "bold";
  return /\p{Lu}{2}/u.test(text) && !/\p{Ll}|\d/u.test(text) ? "capitals" : undefined;
}

/** The place of a heading that is not known, or -1. */
function oddHeadingIn(lines: Line[], isLook: (look: string) => boolean): number {
  return lines.findIndex(({ text, bullet, afterGap }) => {
    if (bullet || !afterGap || text.length > MAX_HEADING) return false;
    const look = lookOf(text);
    return look !== undefined && isLook(look);
  });
}

function looksOf(lines: Line[]): Set<string> {
  const looks = lines.map((line) => headingOf(line) === undefined ? undefined : lookOf(line.text));
  return new Set(looks.filter((look) => look !== undefined));
}

function isNamed({ title }: Entry): boolean {
  return title !== null && namesJob(title);
}

/** The positions in lines outside of the experience section; a length alone is that of a skill too. */
function jobsIn(lines: Line[], now: Date): Entry[] {
  return othersIn(lines, now).filter((entry) =>
    entry.range.precision !== "length" || isNamed(entry)
  );
}

/** The same where it is not sure that lines hold positions: a list of them does, or one that names a job. */
function listedJobsIn(lines: Line[], now: Date): Entry[] {
  const found = jobsIn(lines, now);
  return found.length > 1 || found.some(isNamed) ? found : [];
}

function jobsOf({ kind, lines }: Section, looks: Set<string>, now: Date): Entry[] {
  if (kind === "experience" || kind === "references") return [];
  if (!UNDATED.includes(kind)) {
    // A school or a project may be set like a heading, but hardly like those of this resume.
    const at = oddHeadingIn(lines, (look) => looks.has(look));
    return at === -1 ? [] : listedJobsIn(lines.slice(at + 1), now);
  }
  const at = oddHeadingIn(lines, () => true);
  return at === -1 ? listedJobsIn(lines, now) : [
    ...listedJobsIn(lines.slice(0, at), now),
    ...jobsIn(lines.slice(at + 1), now),
  ];
}

/**
 * The positions that a resume lists, wherever they stand: what one section holds takes none from another.
 * Only where no list of jobs is found, other dates are taken for those of positions.
 */
export function positionsOf(sections: Section[], lines: Line[], now: Date): Entry[] {
  const looks = looksOf(lines);
  const found = [
    ...entriesOf(linesIn(sections, "experience"), now),
    ...sections.flatMap((section) => jobsOf(section, looks, now)),
  ];
  return found.length > 0 ? found : strayOf(sections, lines, now);
}

function othersIn(lines: Line[], now: Date): Entry[] {
  return entriesOf(lines.filter(({ text }) => !BIRTH.test(text)), now)
    .filter((entry) => isRange(entry) && !isSchool(entry));
}

// The layout may have put dates elsewhere, as in a column of their own that the extractor read last.
function strayOf(sections: Section[], lines: Line[], now: Date): Entry[] {
  const held = sections.filter((section) => !NO_WORK.includes(section.kind))
    .flatMap((section) => section.lines);
  const others = othersIn(held, now);
  if (others.length > 0) return others;
  const undated = sections.some(({ kind }) => kind === "experience") ||
    !sections.some(({ kind }) => kind === "education");
  return undated ? othersIn(lines.filter(isNoSchool), now).filter(hasMonth) : [];
}
