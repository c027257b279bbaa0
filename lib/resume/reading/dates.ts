import { monthNamed } from "@/lib/resume/reading/months.ts";

/** A span of time in months since year 0: `end` is the first month after it. */
export interface Span {
  start: number;
  end: number;
}

/** A date range in a line of text. */
export interface DateRange extends Span {
  /** As written. */
  text: string;
  /** Where it stands in the line. */
  from: number;
  to: number;
  /** It goes on. */
  open: boolean;
}

interface Point {
  year: number | null;
  month: number | null;
  present: boolean;
  from: number;
  to: number;
}

const EARLIEST_YEAR = 1940;
const LONGEST_MONTHS = 60 * 12;
/** What began and ended in one year, or names one date only, lasted half a year for all we know. */
const LONE_MONTHS = 6;
/** A line holds at most this many dates; more are a table of numbers. */
const MAX_POINTS = 60;

const PRESENT = "present|current|currently|now|today|ongoing|date|till date|heute|jetzt|aktuell|" +
  "présent|aujourd'hui|actuel|ce jour|actualidad|presente|actual|hoy|oggi|attuale|in corso|atual|hoje|" +
  "heden|nu|obecnie|teraz|nuvarande|nuværende|současnost";

// Month and year, in any of the forms people write; each alternative begins with a different class.
const POINT = new RegExp(
  "(?<![\\p{L}\\p{N}/.])(?:" +
    "(?<name>\\p{L}{3,12})\\.?,?\\s{0,2}(?:\\d{1,2}(?:st|nd|rd|th)?,?\\s)?(?:de\\s|of\\s)?'?(?<y1>(?:19|20)\\d{2})" +
    "|(?<short>\\p{L}{3,12})\\.?\\s?'(?<yy>\\d{2})" +
    "|(?:\\d{1,2}[./-])?(?<m2>\\d{1,2})[./-](?<y2>(?:19|20)\\d{2})" +
    "|(?<y3>(?:19|20)\\d{2})(?:[./-](?<m3>0[1-9]|1[0-2])(?:[./-]\\d{1,2})?)?" +
    `|(?<now>${PRESENT})` +
    "|(?<bare>\\p{L}{3,12})\\.?(?=\\s{0,2}[-–—])" +
    ")(?![\\p{L}\\p{N}])(?!%)",
  "giu",
);

const BETWEEN =
  /^[)\].,]?\s{0,12}(?:[-–—‒―−~→]{1,3}|to|until|till|through|thru|up to|and|bis|à|au|jusqu'à|a|al|hasta|até|do|tot|til|fino a|(?:and )?(?:concluded|ended|ending) in)\s{0,12}(?:the\s)?$/i;

function pointOf(match: RegExpMatchArray): Point | undefined {
  const group = match.groups ?? {};
  const from = match.index ?? 0;
  const at = { from, to: from + match[0].length, present: false };
  const word = group.name ?? group.short ?? group.bare;
  const named = word === undefined ? undefined : monthNamed(word);
  if (group.now !== undefined) return { ...at, year: null, month: null, present: true };
  if (group.name !== undefined) {
    // "Since 2019": the word is no month, the year still counts.
    const year = Number(group.y1);
    return named === undefined
      ? { ...at, from: at.to - 4, year, month: null }
      : { ...at, year, month: named };
  }
  if (group.short !== undefined || group.bare !== undefined) {
    if (named === undefined) return undefined;
    const year = group.yy === undefined
      ? null
      : Number(group.yy) + (Number(group.yy) < 50 ? 2000 : 1900);
    return { ...at, year, month: named };
  }
  const month = Number(group.m2 ?? group.m3 ?? NaN) - 1;
  const year = Number(group.y2 ?? group.y3);
  return { ...at, year, month: month >= 0 && month < 12 ? month : null };
}

function spanOf(a: Point, b: Point, now: number): Span | undefined {
  const startYear = a.year ?? (a.month === null ? null : b.year);
  if (a.present || startYear === null || startYear < EARLIEST_YEAR) return undefined;
  const start = startYear * 12 + (a.month ?? 0);
  // From a year to a year is the difference; from a month to a month counts both.
  const written = b.present || b.year === null
    ? now
    : b.year * 12 + (b.month === null ? 0 : b.month + 1);
  const sameYear = b.year === startYear && a.month === null && b.month === null;
  const end = Math.min(sameYear ? start + LONE_MONTHS : written, now);
  if (written <= start - 1 && !sameYear) return undefined;
  return { start, end: Math.min(Math.max(end, start), start + LONGEST_MONTHS) };
}

/** The month of a date, counted from year 0. */
export function monthOf(now: Date): number {
  return now.getUTCFullYear() * 12 + now.getUTCMonth() + 1;
}

/** The date ranges of a line ("Mar 2021 - Present", "2011 – 2014", "03/2022 bis heute"). */
export function rangesIn(text: string, now: Date): DateRange[] {
  if (Number.isNaN(now.getTime())) return [];
  const line = text.replaceAll("’", "'");
  const points: Point[] = [];
  for (const match of line.matchAll(POINT)) {
    const point = pointOf(match);
    if (point !== undefined) points.push(point);
    if (points.length === MAX_POINTS) break;
  }
  const ranges: DateRange[] = [];
  for (let at = 0; at + 1 < points.length; at++) {
    const [a, b] = [points[at], points[at + 1]];
    const gap = line.slice(a.to, b.from);
    if (!BETWEEN.test(gap)) continue;
    const span = spanOf(a, b, monthOf(now));
    if (span === undefined) continue;
    ranges.push({
      ...span,
      text: line.slice(a.from, b.to),
      from: a.from,
      to: b.to,
      open: b.present,
    });
    at++;
  }
  return ranges;
}

const LAST_YEAR = /(?<![\p{L}\p{N}/.$])((?:19|20)\d{2})\)?$/u;
const LAST_WORD = /(?<![\p{L}\p{N}])(\p{L}{3,9})\.?\s$/u;

/** The date of a position that has only one ("Curator · 2019"), where it ends its line. */
export function loneDateIn(line: string, now: Date): DateRange | undefined {
  const found = LAST_YEAR.exec(line);
  if (found === null || Number.isNaN(now.getTime())) return undefined;
  const word = LAST_WORD.exec(line.slice(Math.max(0, found.index - 12), found.index));
  const month = word === null ? undefined : monthNamed(word[1]);
  const from = found.index - (month === undefined ? 0 : word?.[0].length ?? 0);
  const to = found.index + 4;
  const start = Number(found[1]) * 12 + (month ?? 0);
  if (start >= monthOf(now) || start < EARLIEST_YEAR * 12) return undefined;
  const end = Math.min(start + LONE_MONTHS, monthOf(now));
  return { start, end, text: line.slice(from, to), from, to, open: false };
}

/** The months that spans cover together; what overlaps counts once. */
export function monthsCovered(spans: Span[]): number {
  let months = 0;
  let reached = -Infinity;
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    months += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return months;
}
