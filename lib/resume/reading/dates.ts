import { type DatePoint, datePointsIn } from "@/lib/resume/reading/dates/date_point.ts";
import {
  AND,
  BETWEEN,
  BETWEEN_WORD,
  FROM,
  ONWARDS,
  SINCE,
} from "@/lib/resume/reading/dates/date_words.ts";

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
  /** What of it the text tells to the month; a length alone tells neither month nor year. */
  precision: "month" | "year" | "length";
}

const EARLIEST_YEAR = 1940;
const LONGEST_MONTHS = 60 * 12;
/** What began and ended in one year, or names one date only, lasted half a year for all we know. */
const LONE_MONTHS = 6;
/** So far apart stand the two dates of a range. */
const MAX_GAP = 40;
/** "Since" and "between" stand so near. */
const MAX_BEFORE = 20;

/** A line that may hold a date has a digit, but for the first year of an era. */
const DIGIT = /[\d元]/;
/** Digits of other scripts, which are written as these are. */
const OTHER_DIGIT = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u0e50-\u0e59]/g;

/** The line with ASCII digits and apostrophes; every character stays where it is. */
function plain(line: string): string {
  return line.replaceAll("’", "'").replaceAll("‘", "'").replaceAll("`", "'")
    .replace(OTHER_DIGIT, (digit) => {
      const code = digit.charCodeAt(0);
      const zero = [0x0660, 0x06f0, 0x0966, 0x0e50].findLast((first) => first <= code) ?? code;
      return String(code - zero);
    });
}

/** The end that a date names, as the first month after it. */
function endOf({ year, lastYear, month, months }: DatePoint): number {
  // From a year to a year is the difference; from a month to a month counts both.
  return (lastYear ?? year ?? 0) * 12 + (month === null ? 0 : month + months);
}

/** What two dates span, or undefined where the first can't begin anything. */
function spanOf(a: DatePoint, b: DatePoint, now: number): Span | undefined {
  const year = a.year ?? (a.month === null ? null : yearShared(a.month, b, now));
  if (year === null || year < EARLIEST_YEAR) return undefined;
  const start = year * 12 + (a.month ?? 0);
  const last = b.year === null && !b.present ? { ...b, year } : b;
  const sameYear = last.year === year && a.month === null && last.month === null &&
    last.lastYear === null;
  const written = last.present ? now : sameYear ? start + LONE_MONTHS : endOf(last);
  const end = Math.min(written, now, start + LONGEST_MONTHS);
  // Dates in the wrong order are a slip: they are shown, and count nothing.
  return { start, end: Math.max(end, start) };
}

/** "Nov - Feb 2020" begins in the year before. */
function yearShared(month: number, b: DatePoint, now: number): number | null {
  const year = b.present ? Math.floor((now - 1) / 12) : b.year;
  return year !== null && b.month !== null && b.month < month ? year - 1 : year;
}

/** Of two dates whose years may be days, the first may be "March 5" of "March 5 - April 9, 2020". */
function settled(a: DatePoint, b: DatePoint): [DatePoint, DatePoint] | undefined {
  // "Present - May 2019": the last first.
  if (a.present) return b.year === null ? undefined : [b, a];
  if (a.doubtful && !b.doubtful && !b.present) {
    return a.month === null ? [a, b] : [{ ...a, year: b.year === null ? a.year : null }, b];
  }
  return b.doubtful && !a.doubtful && a.year === null ? undefined : [a, b];
}

/** Whether what stands around the gap between two dates makes them a range. */
function isBetween(line: string, a: DatePoint, b: DatePoint): boolean {
  const gap = line.slice(a.to, b.from);
  if (gap.length > MAX_GAP) return false;
  if (BETWEEN.test(gap)) return true;
  if (b.present && /^\s{0,3}$/.test(gap) && b.to - b.from > 4) return true;
  return b.present && /^\s?$/.test(gap) && /\p{Lo}/u.test(line[b.from]) ||
    AND.test(gap) && BETWEEN_WORD.test(line.slice(Math.max(0, a.from - MAX_BEFORE), a.from));
}

/** The month of a date, counted from year 0. */
export function monthOf(now: Date): number {
  return now.getUTCFullYear() * 12 + now.getUTCMonth() + 1;
}

function precisionOf(...points: DatePoint[]): "month" | "year" {
  return points.some(({ month }) => month !== null) ? "month" : "year";
}

/** A date that is a range by itself: "since 2019", "2019 -", "2018/2019". */
function openRange(line: string, a: DatePoint, now: number): DateRange | undefined {
  if (a.year === null || a.present || a.year < EARLIEST_YEAR) return undefined;
  const start = a.year * 12 + (a.month ?? 0);
  const before = line.slice(Math.max(0, a.from - MAX_BEFORE), a.from);
  const after = line.slice(a.to);
  const last = /^\s{0,3}[)\].]?\s{0,3}$/.test(after);
  const since = SINCE.exec(before) ?? (last ? FROM.exec(before) : null);
  const onwards = after.length > MAX_GAP ? null : ONWARDS.exec(after);
  const precision = precisionOf(a);
  if (!a.doubtful && start < now && (since !== null || onwards !== null)) {
    const from = a.from - (since?.[0].length ?? 0);
    const to = a.to + (onwards?.[0].trimEnd().length ?? 0);
    return { start, end: now, text: line.slice(from, to), from, to, open: true, precision };
  }
  // "Windows Server 2008/2012" names two things.
  const apart = a.lastYear !== null && a.lastYear > a.year + 1 &&
    line.slice(a.from, a.to).includes("/");
  const span = a.lastYear === null || apart ? undefined : spanOf(a, a, now);
  if (span === undefined) return undefined;
  const { from, to } = a;
  return { ...span, text: line.slice(from, to), from, to, open: false, precision };
}

/** The date ranges of a line ("Mar 2021 - Present", "2011 – 2014", "03/2022 bis heute", "seit 2020"). */
export function rangesIn(text: string, now: Date): DateRange[] {
  if (Number.isNaN(now.getTime())) return [];
  const line = plain(text);
  if (!DIGIT.test(line)) return [];
  const points = datePointsIn(line);
  const today = monthOf(now);
  const ranges: DateRange[] = [];
  for (let at = 0; at < points.length; at++) {
    const [a, b] = [points[at], points[at + 1]];
    const pair = b !== undefined && isBetween(line, a, b) ? settled(a, b) : undefined;
    const span = pair === undefined ? undefined : spanOf(...pair, today);
    if (span === undefined) {
      const range = openRange(line, a, today);
      if (range !== undefined) ranges.push(range);
      continue;
    }
    const [from, to] = [a.from, b.to];
    const precision = precisionOf(a, b);
    ranges.push({
      ...span,
      text: text.slice(from, to),
      from,
      to,
      open: a.present || b.present,
      precision,
    });
    at++;
  }
  return ranges;
}

/** What may follow a date that stands first in its line: "2019: Curator", "May 2019 - Curator". */
const TITLE_AFTER = /^(?:\t|\s{3,}|\s?[:|]\s|\s[-–—]\s)\s{0,20}[\p{Lu}\p{Lo}]/u;

/** With a day it is the date of the document. */
const MONTH_OR_YEAR = /^(?:\D{0,20}|\d{1,2}[./]\s?)\d{4}$/;

/** The date of a position that has only one ("Curator · 2019"), at the end or the start of its line. */
export function loneDateIn(text: string, now: Date): DateRange | undefined {
  const line = plain(text);
  if (!DIGIT.test(line) || Number.isNaN(now.getTime())) return undefined;
  const points = datePointsIn(line);
  const [first, last] = [points[0], points.at(-1)];
  const ends = last !== undefined && /^[)\]]?$/.test(line.slice(last.to)) &&
    !/[$€£#\d-]$/.test(line.slice(0, last.from));
  const starts = first !== undefined && first.from === 0 &&
    MONTH_OR_YEAR.test(line.slice(0, first.to)) &&
    TITLE_AFTER.test(line.slice(first.to));
  const point = ends ? last : starts ? first : undefined;
  if (point === undefined || point.year === null || point.lastYear !== null || point.doubtful) {
    return undefined;
  }
  const start = point.year * 12 + (point.month ?? 0);
  const today = monthOf(now);
  if (start >= today || start < EARLIEST_YEAR * 12) return undefined;
  const end = Math.min(start + (point.months > 1 ? point.months : LONE_MONTHS), today);
  const { from, to } = point;
  const precision = precisionOf(point);
  return { start, end, text: text.slice(from, to), from, to, open: false, precision };
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
