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
  const text = joinSpacedLetters(line.text.replace(MARKDOWN, ""))
    .replace(/(?<![^\s@])[^\s@]+@[^\s@]{1,255}/g, " | ");
  const pieces = piecesOf(text).flatMap((piece) => piece.split(/\s[-–—]\s/)).slice(0, 4).map(
    bareName,
  );
  if (pieces.length > 1 && pieces.every(isSingleWord)) return [pieces.join(" ")];
  if (pieces.length !== 1 || next === undefined) return pieces;
  // A first name over a last name, set as two lines.
  const below = bareName(joinSpacedLetters(next.text));
  const both = `${pieces[0]} ${below}`;
  const pair = isSingleWord(pieces[0]) && isSingleWord(below) && !next.afterGap;
  const large = largest.includes(letters(line.text)) && largest.includes(letters(next.text));
  const names = nameShapeOf(pieces[0])?.doubtful === false &&
    nameShapeOf(below)?.doubtful === false;
  return pair || (large && names) ? [both, ...pieces] : pieces;
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
  const wanted = letters(name);
  const at = headlines.findIndex((headline) => headline.includes(wanted));
  if (at >= 0) return 1 - at / 10;
  return headlines.length > 1 && headlines[0] + headlines[1] === wanted ? 1 : 0;
}

function scoreOf(
  { words, known, doubtful, small }: NameShape,
  told: Told,
  size: number,
  place: Place,
): number {
  if ((doubtful && !told.confirms) || (small && !told.confirms && size < 0.9)) return 0;
  const { at, line, next, kind } = place;
  // In a sidebar that is read first, the name stands apart below the last list.
  const apart = line.afterGap && (known || (next !== undefined && namesJob(next.text)));
  const away = kind === "contact" || kind === "summary" ? 0 : apart ? 0.4 : 1;
  const eastern = /\p{Lo}/u.test(words[0]);
  const single = words.length > 1 || eastern ? 0 : 0.7;
  return 1 - at / SEARCHED_LINES + 2 * told.share + 1.2 * size + (known ? 0.4 : 0) +
    (next !== undefined && namesJob(next.text) ? 0.2 : 0) - single - away - (line.bullet ? 1 : 0);
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
  for (const [at, line] of top.entries()) {
    const heading = headingOf(line);
    if (heading !== undefined) {
      kind = heading;
      continue;
    }
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
