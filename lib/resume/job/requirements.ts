import { choicesIn } from "@/lib/resume/job/alternatives.ts";
import { asksNothing, isNice, isNotAsked, kindByWords } from "@/lib/resume/job/asking.ts";
import { sentencesIn, splitDemands, splitList, splitTurns } from "@/lib/resume/job/clauses.ts";
import type { JobPart } from "@/lib/resume/job/heading_words.ts";
import { inlinePart } from "@/lib/resume/job/job_headings.ts";
import { yearsAsked } from "@/lib/resume/job/years_asked.ts";
import { withoutEnd } from "@/lib/resume/text/edges.ts";
import type { Language } from "@/lib/resume/text/language.ts";
import { clip } from "@/lib/resume/text/clip.ts";
import { MAX_ALTERNATIVE_BYTES, MAX_REQUIREMENT_BYTES } from "@/lib/wire/review/criteria.ts";
import type { RequirementKind } from "@/lib/wire/result.ts";

/** One thing that a job asks for, in the job's own words. */
export interface Requirement {
  text: string;
  kind: RequirementKind;
  /** Years of experience asked for in this line, or null. */
  years: number | null;
  /** Names any one of which is enough ("Go or Java"); empty where there is no choice. */
  anyOf: string[];
  /** 0 to 5, against the others of its kind. */
  weight: number;
  /** Who doesn't meet it is out, whatever the score. */
  knockout: boolean;
}

/** A requirement as it was read: from a list, or from sentences. */
export interface ReadRequirement extends Requirement {
  listed: boolean;
}

/** A line of a job description and the part it stands in. */
export interface Piece {
  text: string;
  part: JobPart | null;
  bullet: boolean;
  /** True where a label ("Must have:") stood before it. */
  labelled?: boolean;
}

function kindOf(text: string, { part }: Piece): RequirementKind | null {
  // "Not required, but a plus" is a wish.
  const wished = part === "nice" || part !== "responsibility" && isNice(text);
  if (asksNothing(text) && !(wished && isNice(text))) return null;
  if (part === "responsibility") return "responsibility";
  if (wished) return part === "other" ? null : "nice";
  if (part === "must") return "must";
  return part === "other" ? null : kindByWords(text);
}

// In a list of demands "Education: ..." is one of them; these labels say how much it is wanted.
const HOW_MUCH = /^(?:must|required|nice|preferred|bonus|optional|desir|plus|ideal)/i;

/** A statement that begins with a label of its own ("Nice to have: Kafka, Rust."). */
function relabelled(text: string, piece: Piece): Piece {
  const label = inlinePart(text);
  const asks = label !== undefined && ["must", "nice", "responsibility"].includes(label.part);
  const soft = label?.part === "nice" && piece.part !== "nice";
  const taken = asks && (!piece.bullet || HOW_MUCH.test(text) || soft);
  return taken
    ? { ...piece, text: label.rest, part: label.part, labelled: true }
    : { ...piece, text };
}

/** The sentences of a piece, each with the part that it belongs to. */
function statements(piece: Piece): Piece[] {
  if (piece.bullet) return [relabelled(piece.text, piece)];
  const found: Piece[] = [];
  for (const text of sentencesIn(piece.text)) {
    const last = found.at(-1);
    // A labelled list goes on behind a semicolon.
    const goesOn = last === undefined || last.labelled && last.text.endsWith(";");
    found.push(relabelled(text, goesOn ? last ?? piece : { ...piece, labelled: false }));
  }
  return found;
}

// A list of short items with no sentence around it: "Java, Spring, SQL".
function isBareList({ text, part, labelled }: Piece, language: Language): boolean {
  if (part === "responsibility" && !labelled) return false;
  const items = text.split(/[,;|•·、]/);
  return items.length >= 3 && items.every((item) => item.trim().split(/\s+/).length <= 4) &&
    !/[.!?。]$/.test(text) && choicesIn(text, language).length === 0;
}

const LAST_AND = /^\s*(?:and|und|et|y|e|en|och|og|ja|i|oraz|a|и|ve)\s/i;

// "TypeScript, PostgreSQL and Docker.": behind a label two items and a sentence's end are enough.
function labelledItems(text: string, language: Language): string[] | null {
  // "Java, Go or Python" asks for one of them.
  if (choicesIn(text, language).length > 0) return null;
  const items = text.replace(/[.;。]$/, "").split(/[,;|•·、]/);
  const last = items.pop() ?? "";
  const pair = /^(\S+(?: \S+)?)\s(?:and|und|et|y|och|og|ja|i|и|ve)\s(\S+(?: \S+)?)$/i.exec(
    last.trim(),
  );
  const all = [...items, ...pair?.slice(1) ?? [last.replace(LAST_AND, "")]]
    .map((item) => item.trim()).filter((item) => item !== "");
  return all.length > 0 && all.every((item) => item.split(/\s+/).length <= 4) ? all : null;
}

function partsOf(piece: Piece, kind: RequirementKind, language: Language) {
  const { text } = piece;
  const items = piece.labelled ? labelledItems(text, language) : null;
  if (items !== null) return items;
  if (kind === "responsibility") return [text];
  return isListed(piece) ? splitDemands(text, language) : splitList(text, language);
}

/** What a line asks for; nothing where it only tells of the company. */
export function requirementsOf(piece: Piece, language: Language): ReadRequirement[] {
  if (isBareList(piece, language)) {
    const items = piece.text.split(/[,;|•·、]/).map((item) => item.replace(LAST_AND, "").trim());
    const kind = kindOf(piece.text, piece);
    return kind === null
      ? []
      : items.flatMap((item) =>
        item === "" || isNotAsked(item)
          ? []
          : requirementOf(item, isNice(item) ? "nice" : kind, piece, language)
      );
  }
  return statements(piece).flatMap((statement) =>
    splitTurns(statement.text).flatMap((text) => asked({ ...statement, text }, language))
  );
}

function asked(statement: Piece, language: Language): ReadRequirement[] {
  const kind = kindOf(statement.text, statement);
  if (kind === null) return [];
  return partsOf(statement, kind, language).flatMap((text) =>
    isNotAsked(text) && !isNice(text) ? [] : requirementOf(text, kind, statement, language)
  );
}

function requirementOf(
  whole: string,
  kind: RequirementKind,
  piece: Piece,
  language: Language,
): ReadRequirement[] {
  const text = clip(withoutEnd(whole, /[,;\s]/), MAX_REQUIREMENT_BYTES);
  if (!/[\p{L}\p{N}]/u.test(text)) return [];
  const years = kind === "responsibility" ? null : yearsAsked(text)[0]?.years ?? null;
  const anyOf = kind === "responsibility" ? [] : namesIn(text, language);
  return [{ text, kind, years, anyOf, weight: 1, knockout: false, listed: isListed(piece) }];
}

/** The names of the first choice that a requirement leaves. */
export function namesIn(text: string, language: Language): string[] {
  const names = choicesIn(text, language)[0]?.names ?? [];
  return names.map((name) => clip(name, MAX_ALTERNATIVE_BYTES));
}

function isListed(piece: Piece): boolean {
  return piece.labelled === true || isItem(piece);
}

function isItem(piece: Piece): boolean {
  return piece.bullet || piece.text.length <= 80 && !/[.!?。]$/.test(piece.text);
}

/** Without any heading, what is listed is asked for; where nothing in the sentences asks, all is. */
export function withoutHeadings(pieces: Piece[], language: Language): ReadRequirement[] {
  const stated = pieces.map((piece): Piece => isItem(piece) ? { ...piece, part: "must" } : piece);
  const found = distinct(stated.flatMap((piece) => requirementsOf(piece, language)));
  if (found.some(({ kind }) => kind !== "responsibility")) return found;
  return distinct(pieces.flatMap((piece) => requirementsOf({ ...piece, part: "must" }, language)));
}

/** Each requirement once. */
export function distinct<R extends Requirement>(requirements: R[]): R[] {
  const seen = new Map<string, R>();
  for (const requirement of requirements) {
    const key = requirement.text.toLowerCase().replace(/[.;,]$/, "");
    if (!seen.has(key)) seen.set(key, requirement);
  }
  return [...seen.values()];
}
