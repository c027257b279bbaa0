import { type SectionKind, sectionNamed } from "@/lib/resume/reading/section_names.ts";
import { withoutRails } from "@/lib/resume/reading/rails.ts";
import type { Line } from "@/lib/resume/text/lines.ts";

export interface Section {
  kind: SectionKind;
  lines: Line[];
}

/** A heading is a short line. */
const MAX_HEADING = 60;
const SENTENCE_ENDS = new Set([".", ",", ";"]);

// Words that qualify a heading without changing what it is about.
const QUALIFIER =
  /^(?:professional|relevant|related|technical|work|working|key|core|additional|selected|other|my|top|main|industry|job|employment|prior|previous|teaching|research|clinical|hard|soft|academic|key|special|personal|general|other|berufliche[rs]?|fachliche|weitere|sonstige)\s/;

/** One word out of letters set apart: "E X P E R I E N C E". Wider gaps part words. */
export function joinSpacedLetters(text: string): string {
  if (!/^(?:\p{L}\s{1,4}){2,60}\p{L}$/u.test(text.slice(0, 300))) return text;
  return text.replace(/(\p{L})\s(?=\p{L})/gu, "$1").replace(/\s+/g, " ");
}

function headingWords(text: string): string {
  return joinSpacedLetters(text.replace(/^[#*_=~\s\-–—|>【「《◆■]+|[#*_=~\s\-–—|:.】」》]+$/gu, ""))
    .toLowerCase().replace(
      /\s{0,3}(?:&|\+|\/| und | et | y | e | i | og | och | ja | ve | и | a )\s{0,3}/g,
      " and ",
    )
    .replace(/\s+/g, " ").trim();
}

function lookUp(words: string): SectionKind | undefined {
  const whole = sectionNamed(words) ??
    (words.includes(" and ") ? sectionNamed(words.replaceAll(" and ", " e ")) : undefined);
  if (whole !== undefined) return whole;
  const bare = words.replace(/\s?\(.{0,40}\)$/, "");
  if (bare !== words) return lookUp(bare);
  const rest = words.replace(QUALIFIER, "");
  if (rest !== words) return lookUp(rest);
  const [first, ...more] = words.split(" and ");
  if (more.length !== 1) return undefined;
  // "Skills and Interests" opens with its first part.
  return sectionNamed(more[0].replace(QUALIFIER, "")) !== undefined ? lookUp(first) : undefined;
}

// "Performance Experience": whatever kind of experience it is.
const LAST_WORD = new Map<string, SectionKind>([["experience", "experience"], [
  "skills",
  "skills",
]]);

function kindByLastWord(words: string, text: string): SectionKind | undefined {
  const kind = LAST_WORD.get(words.slice(words.lastIndexOf(" ") + 1));
  return kind !== undefined && isTitled(text) ? kind : undefined;
}

function isTitled(text: string): boolean {
  const words = text.replace(/[^\p{L}\s]+/gu, " ").trim().split(/\s+/);
  return words.length <= 3 && words.every((word) => /^\p{Lu}/u.test(word)) && !/\d/.test(text);
}

/** The section that a line opens, or undefined where it is no heading. */
export function headingOf(line: Omit<Line, "number">): SectionKind | undefined {
  if (line.text.length > MAX_HEADING || SENTENCE_ENDS.has(line.text.at(-1) ?? "")) return undefined;
  const words = headingWords(line.text);
  const kind = lookUp(words) ?? kindByLastWord(words, line.text);
  if (kind === undefined || !line.bullet) return kind;
  // A listed word ("Training") is a heading only where it stands out.
  const standsOut = line.text === line.text.toUpperCase() || line.afterGap;
  return standsOut ? kind : undefined;
}

// "Skills: Python, SQL" is a heading and its content. "Languages:" is left out, because it is a row
// of a skills section too.
function inlineHeading(line: Line): { kind: SectionKind; rest: string } | undefined {
  const colon = line.text.indexOf(":");
  if (colon < 3 || colon > 40) return undefined;
  const kind = lookUp(headingWords(line.text.slice(0, colon)));
  const rest = line.text.slice(colon + 1).trim();
  const opens = kind === "skills" || kind === "experience" || kind === "education";
  return opens && rest !== "" ? { kind, rest } : undefined;
}

function isHeading(text: string): boolean {
  return headingOf({ text, bullet: false, afterGap: true }) !== undefined;
}

/** The sections of a resume in their order; what stands above the first heading is "contact". */
export function sectionsOf(lines: Line[]): Section[] {
  const sections: Section[] = [{ kind: "contact", lines: [] }];
  for (const line of withoutRails(lines, isHeading)) {
    const kind = headingOf(line);
    if (kind !== undefined) {
      sections.push({ kind, lines: [] });
      continue;
    }
    const current = sections[sections.length - 1];
    const inline = current.kind === "skills" ? undefined : inlineHeading(line);
    if (inline === undefined) current.lines.push(line);
    else sections.push({ kind: inline.kind, lines: [{ ...line, text: inline.rest }] });
  }
  return sections;
}

/** The lines of all sections of these kinds. */
export function linesIn(sections: Section[], ...kinds: SectionKind[]): Line[] {
  return sections.filter((section) => kinds.includes(section.kind))
    .flatMap((section) => section.lines);
}
