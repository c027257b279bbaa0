import { type Degree, lowestDegree } from "@/lib/resume/degrees.ts";
import { type InlinePart, inlinePart, type JobPart, jobPartOf } from "@/lib/resume/job_headings.ts";
import { type Language, languageOf } from "@/lib/resume/language.ts";
import { type Line, linesOf } from "@/lib/resume/lines.ts";
import { tokenize } from "@/lib/resume/tokens.ts";
import { yearsIn } from "@/lib/resume/years.ts";

export type RequirementKind = "must" | "nice" | "responsibility";

/** One thing that a job asks for, in the job's own words. */
export interface Requirement {
  text: string;
  kind: RequirementKind;
  /** Years of experience asked for in this line, or null. */
  years: number | null;
}

/** What a job description asks for. */
export interface Job {
  title: string | null;
  language: Language;
  requirements: Requirement[];
  /** The most years asked for in one requirement, or null. */
  years: number | null;
  degree: Degree | null;
  /** True where the job asked for more than was kept. */
  cut: boolean;
  tokens: string[][];
}

/** More requirements than this are not told apart by a reader, and the result must stay small. */
export const MAX_REQUIREMENTS = 40;

/** A requirement of more characters than this is a paragraph; it is read up to here. */
const MAX_REQUIREMENT = 600;

const NICE =
  /\b(?:nice to have|preferred|a plus|is plus|bonus|desirable|desired|would be (?:beneficial|helpful|great|an asset|a plus|nice)|advantageous|an advantage|ideally|optional|an asset|von vorteil|wünschenswert|un plus|un atout|deseable|mile widziane)\b/iu;
const MUST =
  /\b(?:must|requir\w*|minimum|at least|proficien\w*|knowledge|experienced?|expertise|skills?|familiar\w*|understanding|ability|degree|certifi\w*|fluen\w*|qualif\w*|erfahrung|kenntnisse|expérience|experiencia|esperienza|experiência|ervaring|doświadczenie)\b/iu;
const DUTY =
  /^(?:(?:you|the \w{3,20}|this role|responsib\w*) (?:will|shall|for|is responsible|are responsible)|responsible for|sie werden|vous serez)\b/iu;

// What the law or the benefits department adds asks for nothing.
const NO_DEMAND =
  /\b(?:equal opportunity|without regard|regardless of|all qualified applicants|reasonable accommodation|competitive salary|benefits include|401\(k\))/iu;

interface Piece {
  text: string;
  part: JobPart | null;
  bullet: boolean;
}

// A short first line that a gap or a heading sets apart from the rest.
function isTitle([first, ...rest]: Piece[], second: Line | undefined): boolean {
  if (first === undefined || rest.length === 0 || first.part !== null || first.bullet) return false;
  const apart = second !== undefined && (second.afterGap || jobPartOf(second.text) !== undefined);
  return apart && first.text.length <= 80 && !/[.!?,;]$/.test(first.text);
}

function piecesOf(text: string): { pieces: Piece[]; title: string | null } {
  const pieces: Piece[] = [];
  let part: JobPart | null = null;
  let title: string | null = null;
  const lines = linesOf(text);
  for (const line of lines) {
    const opened = line.bullet ? undefined : jobPartOf(line.text);
    if (opened !== undefined) {
      part = opened;
      continue;
    }
    // Inside a list, "Skills: ..." is an item.
    const here: InlinePart | undefined = line.bullet && part !== null
      ? undefined
      : inlinePart(line.text);
    if (here !== undefined) part = here.part;
    const content = here?.rest ?? line.text;
    // "The candidate must have the following:" announces a list.
    if (!line.bullet && content.endsWith(":")) continue;
    if (part === "title") title ??= content;
    else pieces.push({ text: content, part, bullet: line.bullet });
    if (part === "title") part = null;
  }
  return title === null && isTitle(pieces, lines[1])
    ? { pieces: pieces.slice(1), title: pieces[0].text }
    : { pieces, title };
}

function kindOf(text: string, part: JobPart | null): RequirementKind | null {
  if (NO_DEMAND.test(text)) return null;
  if (part === "responsibility") return "responsibility";
  if (part === "nice" || NICE.test(text)) return "nice";
  if (part === "must") return "must";
  if (part === "other") return null;
  if (DUTY.test(text)) return "responsibility";
  return MUST.test(text) ? "must" : null;
}

function sentences(text: string): string[] {
  return text.split(/(?<=[\p{L}\p{N})]{2}[.!?;])\s+(?=[\p{Lu}\p{N}])/u).map((part) => part.trim())
    .filter((part) => part !== "");
}

const EDGES = /^(?:[,;\s]|and\s)+|[,;\s]+$/g;
const SEPARATOR = /[,;]|\b(?:and|plus|with|along|und|et|y)\b/giu;

/** Each number of years in a sentence asks for something of its own. */
function splitAtYears(text: string): string[] {
  const found = yearsIn(text);
  const cuts = found.slice(1).flatMap(({ from }, at) => {
    const between = text.slice(found[at].to, from);
    const last = [...between.matchAll(SEPARATOR)].at(-1);
    return last === undefined ? [] : [found[at].to + last.index];
  });
  const bounds = [0, ...cuts, text.length];
  return bounds.slice(1).map((end, at) => text.slice(bounds[at], end).replace(EDGES, ""))
    .filter((part) => part !== "");
}

// A list of short items with no sentence around it: "Java, Spring, SQL".
function isBareList(text: string): boolean {
  const items = text.split(/[,;|•·]/);
  return items.length >= 3 && items.every((item) => item.trim().split(/\s+/).length <= 4) &&
    !/[.!?]$/.test(text);
}

function requirementsOf(piece: Piece): Requirement[] {
  const parts = isBareList(piece.text)
    ? piece.text.split(/[,;|•·]/).map((item) => item.trim()).filter((item) => item !== "")
    : (piece.bullet ? [piece.text] : sentences(piece.text)).flatMap(splitAtYears);
  return parts.flatMap((text) => {
    const kind = kindOf(text, piece.part);
    if (kind === null) return [];
    const years = kind === "responsibility" ? null : yearsIn(text)[0]?.years ?? null;
    return [{ text: text.slice(0, MAX_REQUIREMENT), kind, years }];
  });
}

function isItem(piece: Piece): boolean {
  return piece.bullet || piece.text.length <= 80 && !/[.!?]$/.test(piece.text);
}

// Without any heading, what is listed is asked for; where nothing in the sentences asks, all is.
function withoutHeadings(pieces: Piece[]): Requirement[] {
  const stated = pieces.map((piece): Piece => isItem(piece) ? { ...piece, part: "must" } : piece);
  const asked = distinct(stated.flatMap(requirementsOf));
  if (asked.some(({ kind }) => kind !== "responsibility")) return asked;
  return distinct(pieces.flatMap((piece) => requirementsOf({ ...piece, part: "must" })));
}

function distinct(requirements: Requirement[]): Requirement[] {
  const seen = new Map<string, Requirement>();
  for (const requirement of requirements) {
    const key = requirement.text.toLowerCase();
    if (!seen.has(key)) seen.set(key, requirement);
  }
  return [...seen.values()];
}

function degreeOf(requirements: Requirement[]): Degree | null {
  for (const { text, kind } of requirements) {
    if (kind !== "must") continue;
    const degree = lowestDegree(text);
    if (degree !== null) return degree;
  }
  return null;
}

/** Reads a job description, whether it has headings, bullets, prose or a bare list of skills. */
export function parseJob(text: string): Job {
  const { pieces, title } = piecesOf(text);
  const tokens = linesOf(text).map((line) => tokenize(line.text));
  const requirements = pieces.some((piece) => piece.part !== null)
    ? distinct(pieces.flatMap(requirementsOf))
    : withoutHeadings(pieces);
  const order: RequirementKind[] = ["must", "nice", "responsibility"];
  const sorted = requirements.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const years = requirements.filter((r) => r.kind === "must" && r.years !== null)
    .map((r) => r.years ?? 0);
  return {
    title,
    language: languageOf(tokens.flat()),
    requirements: sorted.slice(0, MAX_REQUIREMENTS),
    years: years.length === 0 ? null : Math.max(...years),
    degree: degreeOf(requirements),
    cut: sorted.length > MAX_REQUIREMENTS,
    tokens,
  };
}
