import { type DateRange, loneDateIn, rangesIn, type Span } from "@/lib/resume/reading/dates.ts";
import { namesJob } from "@/lib/resume/reading/names/job_titles.ts";
import type { Line } from "@/lib/resume/text/lines.ts";

/** Whether a line is short enough, and no sentence, to be a title. */
export function isTitleLike(line: Line): boolean {
  return line.text.length <= 90 && !/[.!?]$/.test(line.text);
}

// A year at the end of a sentence or a bullet is part of the story; at the end of a title it is a date.
function datesOf(line: Line, now: Date): DateRange[] {
  const ranges = rangesIn(line.text, now);
  if (ranges.length > 0 || line.bullet || !isTitleLike(line)) return ranges;
  const lone = loneDateIn(line.text, now);
  return lone === undefined ? [] : [lone];
}

// "2015 to 2020 levels", but not "2015 to 2020 as a nurse".
const GOES_ON = /^\s{1,2}(?!(?:as|at|in|for|with|als|bei|en|chez|como|come|som|hos)\s)\p{Ll}/u;

/** What was done begins such a line, not what somebody was. */
const DEED = /^(?:\p{L}{2,}ed|led|ran|built|grew|won|wrote|was|did|made|set|took|gave|held)\s/iu;

/** What somebody was, told as a deed or by its length: "Served as a Porter", "Two years as Porter". */
const WAS =
  /^(?:(?:worked|served|acted|employed|operated|hired|joined|started)\s|.{0,40}\b(?:years?|experience|role|position)\s).{0,80}\bas\s/iu;

/** "Travel Clerk (2002 - 2006)", "2002 - 2006: Travel Clerk": what is dated stands apart from its dates. */
function isSetApart(text: string, { from, to }: DateRange): boolean {
  const before = text.slice(0, from);
  const after = text.slice(to);
  return /^[\s([]*$/.test(before)
    ? /^[)\]\s]{0,3}[:,|\t–—-]/.test(after)
    : /[([,|\t:–—-]\s{0,3}$/.test(before) && /^(?:[)\].,:\s]*$|[)\]])/.test(after);
}

function spanOf(ranges: DateRange[]): Span {
  return {
    start: Math.min(...ranges.map(({ start }) => start)),
    end: Math.max(...ranges.map(({ end }) => end)),
  };
}

const yearOf = (month: number): number => Math.floor(month / 12);

/** Whether dates lie within a time, as far as years tell. */
function areWithin(ranges: DateRange[], time: Span): boolean {
  return ranges.every(({ start, end }) =>
    yearOf(start) >= yearOf(time.start) && yearOf(end) <= yearOf(time.end)
  );
}

/** "2015 to 2020 levels": dates that tell of something else. */
function goOn(text: string, ranges: DateRange[]): boolean {
  return ranges.every(({ to }) => GOES_ON.test(text.slice(to)));
}

/** The dates of a line. */
export interface LineDates {
  /** Those that name a position. */
  own: DateRange[];
  /** Those of what is told of the position above, at some time of it. */
  told: DateRange[];
}

/** Tells which dates of a section's lines are those of a position; asked for one line after the other. */
export class Story {
  readonly #lines: Line[];
  readonly #now: Date;
  readonly #ranges = new Map<number, DateRange[]>();
  /** When the position was held that was named last, and whose bullets these are. */
  #underway: Span | undefined;
  #last: Line | undefined;
  /** The bullets from one with dates on, up to a line before `end`: whether they are positions themselves. */
  #list = { end: 0, arePositions: false };

  constructor(lines: Line[], now: Date) {
    this.#lines = lines;
    this.#now = now;
  }

  /** The dates of a line: those that name a position, and those in what is told of one. */
  datesOf(at: number): LineDates {
    const line = this.#lines[at];
    const ranges = this.#rangesOf(at);
    const told = this.#isTold(at, ranges);
    if (!line.bullet && ranges.length > 0 && !told) this.#underway = spanOf(ranges);
    // What stands apart and has no dates may head a list of further positions.
    else if (!line.bullet && line.afterGap) this.#underway = undefined;
    this.#last = told || line.bullet ? { ...line, bullet: true } : line;
    return told ? { own: [], told: this.#during(line, ranges) } : { own: ranges, told: [] };
  }

  #during({ text }: Line, ranges: DateRange[]): DateRange[] {
    const time = this.#underway;
    const isDuring = time !== undefined && ranges.length > 0 && areWithin(ranges, time);
    return isDuring && !goOn(text, ranges) ? ranges : [];
  }

  #rangesOf(at: number): DateRange[] {
    const known = this.#ranges.get(at) ?? datesOf(this.#lines[at], this.#now);
    this.#ranges.set(at, known);
    return known;
  }

  #isTold(at: number, ranges: DateRange[]): boolean {
    const line = this.#lines[at];
    if (ranges.length === 0) return this.#continues(line);
    if (line.bullet) return this.#isDeed(at, ranges);
    if (this.#underway === undefined || line.afterGap) return false;
    return goOn(line.text, ranges) || this.#continues(line);
  }

  /** Whether a bullet tells of the position above it. */
  #isDeed(at: number, ranges: DateRange[]): boolean {
    const time = this.#underway;
    if (time === undefined) return false;
    const { text } = this.#lines[at];
    if (WAS.test(text) || this.#isListed(at)) return false;
    if (DEED.test(text)) return true;
    // What was at another time is none of its deeds.
    const isApart = isSetApart(text, ranges[0]) && !areWithin(ranges, time);
    return goOn(text, ranges) || !(isApart || namesJob(text));
  }

  /** Whether a bullet is one of several of which most have dates, and one names a job. */
  #isListed(at: number): boolean {
    if (at < this.#list.end) return this.#list.arePositions;
    let [end, bullets, dated] = [at, 0, 0];
    let namesOne = false;
    for (; end < this.#lines.length && (this.#lines[end].bullet || this.#isRest(end)); end++) {
      const { bullet, text } = this.#lines[end];
      if (!bullet) continue;
      const ranges = this.#rangesOf(end);
      bullets++;
      if (ranges.length === 0 || goOn(text, ranges)) continue;
      dated++;
      namesOne ||= namesJob(text);
    }
    this.#list = { end, arePositions: namesOne && dated > 1 && 2 * dated > bullets };
    return this.#list.arePositions;
  }

  #isRest(at: number): boolean {
    const { text, afterGap } = this.#lines[at];
    return !afterGap && /^\p{Ll}/u.test(text);
  }

  /** Whether a line is the rest of a bullet above it. */
  #continues({ text, afterGap }: Line): boolean {
    return this.#underway !== undefined && this.#last?.bullet === true && !afterGap &&
      /^\p{Ll}/u.test(text);
  }
}
