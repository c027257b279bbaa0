import { piecesOf } from "@/lib/resume/reading/contact/pieces.ts";
import { namesJob } from "@/lib/resume/reading/names/job_titles.ts";
import { labelledName } from "@/lib/resume/reading/names/name_labels.ts";
import { bareName } from "@/lib/resume/reading/names/name_parts.ts";
import { type NameShape, nameShapeOf } from "@/lib/resume/reading/names/name_shape.ts";
import type { SectionKind } from "@/lib/resume/reading/section_names.ts";
import { headingOf, joinSpacedLetters } from "@/lib/resume/reading/sections.ts";
import type { Line } from "@/lib/resume/text/lines.ts";

/** A name stands within the first lines; a sidebar that was read first pushes it down. */
const SEARCHED_LINES = 60;
/** A label stands nearer the top: further down it is that of a referee. */
const LABELLED_LINES = 25;
/** Longer lines are prose. */
const MAX_LINE = 160;
/** So long are names with all that stands behind them. */
const MAX_PIECE = 90;
/** What scores less is no name. */
const LEAST = 0.35;

const MARKDOWN = /^#+\s?|\*\*|__/g;

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ł", "l")
    .replaceAll("ø", "o").replaceAll("ß", "ss").replaceAll("æ", "ae").replaceAll("đ", "d")
    .replaceAll("ı", "i");
}

function letters(text: string): string {
  return plain(text.normalize("NFKC")).replace(/[^\p{L}]+/gu, "");
}

/** How the part of an address before "@" tells a name. */
interface Told {
  /** 0 to 1: how much of the name it holds; one word counts most. */
  share: number;
  /** All of the name, or its first and last words. */
  confirms: boolean;
}

function toldBy(email: string | null, words: string[]): Told {
  const local = email === null ? "" : plain(email.slice(0, email.indexOf("@")));
  const long = words.map(plain).map((word) => word.replace(/[^\p{L}]+/gu, "")).filter((word) =>
    word.length > 1
  );
  const shared = long.filter((word) => local.includes(word));
  if (shared.length === 0) {
    const initials = long.map((word) => word[0]).join("");
    return { share: long.length > 1 && local.startsWith(initials) ? 0.15 : 0, confirms: false };
  }
  const confirms = long.length > 1 && shared.length >= Math.min(2, long.length);
  return { share: 0.7 + 0.3 * shared.length / long.length, confirms };
}

/** What may be the name in a line: its pieces, or its words where the layout set them apart. */
function candidatesIn(line: Line, next: Line | undefined, largest: string[]): string[] {
  if (line.text.length > MAX_LINE) return [];
  const text = joinSpacedLetters(line.text.replace(MARKDOWN, ""))
    .replace(/(?<![^\s@])[^\s@]+@[^\s@]{1,255}/g, " | ");
  const pieces = piecesOf(text).flatMap((piece) => piece.split(/\s[-–—]\s/)).slice(0, 4)
    .filter(mayBeName).map(bareName);
  if (pieces.length > 1 && pieces.every(isSingleWord)) return [pieces.join(" ")];
  return pieces.length === 1 && next !== undefined
    ? [...overTwoLines(pieces[0], line, next, largest), ...pieces]
    : pieces;
}

/** A sentence has more words in small letters than the particles of a name. */
function mayBeName(piece: string): boolean {
  return piece.length <= MAX_PIECE && (piece.match(/\s\p{Ll}/gu)?.length ?? 0) <= 4;
}

/** A first name over a last name, set as two lines. */
function overTwoLines(first: string, line: Line, next: Line, largest: string[]): string[] {
  const large = largest.includes(letters(line.text)) && largest.includes(letters(next.text));
  if (!large && (next.afterGap || !isSingleWord(first))) return [];
  const below = bareName(joinSpacedLetters(next.text));
  const names = [first, below].every((name) => nameShapeOf(name)?.doubtful === false);
  return names && (large || isSingleWord(below)) ? [`${first} ${below}`] : [];
}

function isSingleWord(name: string): boolean {
  const shape = nameShapeOf(name);
  return shape !== undefined && shape.words.length === 1 && !shape.doubtful;
}

/** How much speaks for a candidate where it stands. */
interface Place {
  at: number;
  line: Line;
  next: Line | undefined;
  kind: SectionKind;
}

/** 0 for what is not set apart by its size, up to 1 for the largest. */
function prominence(name: string, headlines: string[]): number {
  if (headlines.length === 0) return 0;
  const wanted = letters(name);
  const at = headlines.findIndex((headline) => headline.includes(wanted));
  if (at >= 0) return 1 - at / 10;
  return headlines.length > 1 && headlines[0] + headlines[1] === wanted ? 1 : 0;
}

function scoreOf(
  shape: NameShape,
  told: Told,
  size: number,
  { at, line, next, kind }: Place,
): number {
  const { words, known, doubtful, small } = shape;
  if ((doubtful && !told.confirms) || (small && !told.confirms && size < 0.9)) return 0;
  const overTitle = next !== undefined && namesJob(next.text);
  // In a sidebar that is read first, the name stands apart below the last list.
  const away = isHeader(kind) ? 0 : line.afterGap && (known || overTitle) ? APART : 1;
  const single = words.length > 1 || /\p{Lo}/u.test(words[0]) ? 0 : 0.7;
  return 1 - at / SEARCHED_LINES + 2 * told.share + 1.2 * size + (known ? 0.4 : 0) +
    (overTitle ? 0.2 : 0) - single - away - (line.bullet ? 1 : 0);
}

/** The most that a line may score in the first place; to look closer takes a hundred times as long. */
function mostOf(line: Line, local: string, sized: boolean): number {
  const words = line.text.toLowerCase().split(/[^a-z]+/);
  const told = local !== "" &&
    (/[^\0-\x7f]/.test(line.text) || words.some((word) => word.length > 1 && local.includes(word)));
  return 1.6 + (told ? 2 : 0.3) + (sized ? 1.2 : 0) - (line.bullet ? 1 : 0);
}

/** What a line that stands away from the header loses at least. */
const APART = 0.4;

function isHeader(kind: SectionKind): boolean {
  return kind === "contact" || kind === "summary";
}

/**
 * The candidate's name, or null: a labelled one, else the best of the first lines. It is shown and
 * never scored. An address that holds the name's words tells which line is the name, and so does the
 * size of its type.
 * @param headlines the lines of the first page that are set largest, largest first
 */
export function nameIn(
  lines: Line[],
  email: string | null,
  headlines: string[] = [],
): string | null {
  const top = lines.slice(0, SEARCHED_LINES);
  const labelled = labelledName(
    top.slice(0, LABELLED_LINES).map((line) => line.text.replace(MARKDOWN, "")),
  );
  if (labelled !== null) return labelled;
  const largest = headlines.map((headline) => letters(joinSpacedLetters(headline)));
  let kind: SectionKind = "contact";
  let best: string | null = null;
  let bestScore = LEAST;
  const local = email?.slice(0, email.indexOf("@")).toLowerCase() ?? "";
  for (const [at, line] of top.entries()) {
    const heading = headingOf(line);
    if (heading !== undefined) {
      kind = heading;
      continue;
    }
    if (bestScore > mostOf(line, local, largest.length > 0) - at / SEARCHED_LINES) continue;
    const next = top[at + 1];
    for (const name of candidatesIn(line, next, largest)) {
      const shape = nameShapeOf(name);
      if (shape === undefined) continue;
      const told = toldBy(email, shape.words);
      const score = scoreOf(shape, told, prominence(name, largest), { at, line, next, kind });
      if (score <= bestScore) continue;
      best = name;
      bestScore = score;
    }
  }
  return best;
}
