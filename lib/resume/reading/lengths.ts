import { type DateRange, monthOf, rangesIn, type Span } from "@/lib/resume/reading/dates.ts";
import { type Duration, durationIn } from "@/lib/resume/reading/dates/durations.ts";
import { namesJob } from "@/lib/resume/reading/names/job_titles.ts";
import { isTitleLike } from "@/lib/resume/reading/story.ts";
import type { Line } from "@/lib/resume/text/lines.ts";

/** A position that has a length ("3 years") in place of dates. */
export interface Length {
  /** When it may have been. */
  range: DateRange;
  /** The place of its line. */
  line: number;
}

/** Where the dates of a position stand. */
interface Dated {
  range: Span;
  line: number;
}

const MAX_LENGTHS = 60;

/** So many lines about its dates may tell the length of a position as well. */
const ABOUT = 4;

/** What stands with a length that names no position. */
const TERMS =
  /^(?:contract|full[- ]time|part[- ]time|permanent|temporary|seasonal|freelance|self[- ]employed|internship|duration|period|tenure)?$/i;

function isBare({ text }: Line, { from }: Duration): boolean {
  return TERMS.test(text.slice(0, from).replace(/[^\p{L}\s-]/gu, "").trim());
}

/** The bullets that are positions: two and more in a row have a length, most of them, and one names a job. */
function listed(lines: Line[]): Set<number> {
  const found = new Set<number>();
  let row: number[] = [];
  let [bullets, last] = [0, 0];
  const close = () => {
    const isList = row.length > 1 && 2 * row.length > last &&
      row.some((at) => namesJob(lines[at].text));
    for (const at of isList ? row : []) found.add(at);
    [row, bullets, last] = [[], 0, 0];
  };
  for (const [at, { text, bullet, afterGap }] of lines.entries()) {
    if (!bullet) {
      if (afterGap || !/^\p{Ll}/u.test(text)) close();
      continue;
    }
    const isLong = durationIn(text) !== undefined;
    // What comes before the first and behind the last is no part of the list.
    if (isLong || row.length > 0) bullets++;
    if (isLong) {
      row.push(at);
      last = bullets;
    }
  }
  close();
  return found;
}

/** Whether a length is that of what has dates: of the position below or above it, or of all at an employer. */
function isOfDates(lines: Line[], at: number, length: Duration, dated: Dated[]): boolean {
  const next = dated.find(({ line }) => line > at)?.line ?? Infinity;
  const previous = dated.findLast(({ line }) => line < at)?.line ?? -Infinity;
  if (isBare(lines[at], length)) {
    if (next - at <= ABOUT) return true;
    return at - previous <= ABOUT &&
      !lines.slice(previous + 1, at + 1).some(({ afterGap }) => afterGap);
  }
  const joins = next - at <= 2 &&
    lines.slice(at + 1, next + 1).every((line) =>
      !line.afterGap && !line.bullet && isTitleLike(line)
    );
  return joins && !namesJob(lines[at].text);
}

/** The positions that have a length in place of dates, as if one had followed the other before all with dates. */
export function lengthsIn(lines: Line[], dated: Dated[], now: Date): Length[] {
  const found: Length[] = [];
  const bullets = listed(lines);
  let end = Math.min(monthOf(now), ...dated.map(({ range }) => range.start));
  for (const [at, line] of lines.entries()) {
    if (found.length === MAX_LENGTHS || Number.isNaN(end)) break;
    if (line.bullet && !bullets.has(at)) continue;
    const length = durationIn(line.text);
    if (length === undefined) continue;
    if (rangesIn(line.text, now).length > 0 || isOfDates(lines, at, length, dated)) continue;
    const { months, text, from } = length;
    const place = { from, to: line.text.length, open: false, precision: "length" as const };
    found.push({ range: { start: end - months, end, text, ...place }, line: at });
    end -= months;
  }
  return found;
}
