import { inlinePart, type JobPart } from "@/lib/resume/job/job_headings.ts";
import { withoutEnd } from "@/lib/resume/text/edges.ts";
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
  /** True where a label ("Must have:") stood before it. */
  labelled?: boolean;
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
  return text.split(/(?<=[\p{L}\p{N})+#]{2}[.!?;])\s+(?=[\p{Lu}\p{N}])/u).map((part) => part.trim())
    .filter((part) => part !== "");
}

// In a list of demands "Education: ..." is one of them; these labels say how much it is wanted.
const HOW_MUCH = /^(?:must|required|nice|preferred|bonus|optional|desir)/i;

/** A statement that begins with a label of its own ("Nice to have: Kafka, Rust."). */
function relabelled(text: string, piece: Piece): Piece {
  const label = piece.bullet && !HOW_MUCH.test(text) ? undefined : inlinePart(text);
  const asks = label !== undefined && ["must", "nice", "responsibility"].includes(label.part);
  return asks
    ? { ...piece, text: label.rest, part: label.part, labelled: true }
    : { ...piece, text };
}

/** The sentences of a piece, each with the part that it belongs to. */
function statements(piece: Piece): Piece[] {
  if (piece.bullet) return [relabelled(piece.text, piece)];
  const found: Piece[] = [];
  for (const text of sentences(piece.text)) {
    const last = found.at(-1);
    // A labelled list goes on behind a semicolon.
    const goesOn = last === undefined || last.labelled && last.text.endsWith(";");
    found.push(relabelled(text, goesOn ? last ?? piece : { ...piece, labelled: false }));
  }
  return found;
}

const OPENING = /^(?:[,;\s]|and\s)+/;
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
  return bounds.slice(1).map((end, at) =>
    withoutEnd(text.slice(bounds[at], end).replace(OPENING, ""), /[,;\s]/)
  )
    .filter((part) => part !== "");
}

// A list of short items with no sentence around it: "Java, Spring, SQL".
function isBareList(text: string): boolean {
  const items = text.split(/[,;|•·]/);
  return items.length >= 3 && items.every((item) => item.trim().split(/\s+/).length <= 4) &&
    !/[.!?]$/.test(text);
}

// "TypeScript, PostgreSQL and Docker.": behind a label two items and a sentence's end are enough.
function labelledItems(text: string): string[] | null {
  const items = text.replace(/[.;]$/, "").split(/[,;|•·]/);
  const last = items.pop() ?? "";
  // "Java, Go or Python" asks for one of them.
  if (items.length > 0 && /\s(?:or|oder|ou|o)\s/i.test(last)) return null;
  const pair = /^(\S+(?: \S+)?)\s(?:and|und|et|y)\s(\S+(?: \S+)?)$/i.exec(last.trim());
  const all = [...items, ...pair?.slice(1) ?? [last.replace(/^\s?(?:and|und|et|y)\s/i, "")]]
    .map((item) => item.trim()).filter((item) => item !== "");
  return all.length > 0 && all.every((item) => item.split(/\s+/).length <= 4) ? all : null;
}

function partsOf({ text, labelled }: Piece): string[] {
  const items = labelled ? labelledItems(text) : null;
  if (items !== null) return items;
  return splitAtYears(text);
}

/** What a line asks for; nothing where it only tells of the company. */
export function requirementsOf(piece: Piece): Requirement[] {
  if (isBareList(piece.text)) {
    const items = piece.text.split(/[,;|•·]/).map((item) => item.trim());
    return items.flatMap((item) => item === "" ? [] : requirementOf(item, piece));
  }
  return statements(piece)
    .flatMap((statement) => partsOf(statement).flatMap((text) => requirementOf(text, statement)));
}

function requirementOf(text: string, piece: Piece): Requirement[] {
  const kind = kindOf(text, piece);
  if (kind === null) return [];
  const years = kind === "responsibility" ? null : yearsIn(text)[0]?.years ?? null;
  return [{ text: text.slice(0, MAX_REQUIREMENT), kind, years }];
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
