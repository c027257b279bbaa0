import type { JobPart } from "@/lib/resume/job/job_headings.ts";
import { yearsIn } from "@/lib/resume/text/years.ts";
import type { RequirementKind } from "@/lib/wire/result.ts";

/** One thing that a job asks for, in the job's own words. */
export interface Requirement {
  text: string;
  kind: RequirementKind;
  /** Years of experience asked for in this line, or null. */
  years: number | null;
}

/** A line of a job description and the part it stands in. */
export interface Piece {
  text: string;
  part: JobPart | null;
  bullet: boolean;
}

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

function kindOf(text: string, { part }: Piece): RequirementKind | null {
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

/** What a line asks for; nothing where it only tells of the company. */
export function requirementsOf(piece: Piece): Requirement[] {
  const parts = isBareList(piece.text)
    ? piece.text.split(/[,;|•·]/).map((item) => item.trim()).filter((item) => item !== "")
    : (piece.bullet ? [piece.text] : sentences(piece.text)).flatMap(splitAtYears);
  return parts.flatMap((text) => {
    const kind = kindOf(text, piece);
    if (kind === null) return [];
    const years = kind === "responsibility" ? null : yearsIn(text)[0]?.years ?? null;
    return [{ text: text.slice(0, MAX_REQUIREMENT), kind, years }];
  });
}

function isItem(piece: Piece): boolean {
  return piece.bullet || piece.text.length <= 80 && !/[.!?]$/.test(piece.text);
}

/** Without any heading, what is listed is asked for; where nothing in the sentences asks, all is. */
export function withoutHeadings(pieces: Piece[]): Requirement[] {
  const stated = pieces.map((piece): Piece => isItem(piece) ? { ...piece, part: "must" } : piece);
  const asked = distinct(stated.flatMap(requirementsOf));
  if (asked.some(({ kind }) => kind !== "responsibility")) return asked;
  return distinct(pieces.flatMap((piece) => requirementsOf({ ...piece, part: "must" })));
}

/** Each requirement once. */
export function distinct(requirements: Requirement[]): Requirement[] {
  const seen = new Map<string, Requirement>();
  for (const requirement of requirements) {
    const key = requirement.text.toLowerCase();
    if (!seen.has(key)) seen.set(key, requirement);
  }
  return [...seen.values()];
}
