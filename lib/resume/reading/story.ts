import { type DateRange, loneDateIn, rangesIn } from "@/lib/resume/reading/dates.ts";
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

/** "Travel Clerk (2002 - 2006)": what somebody was, and when, and no more. */
function headsPosition(text: string, { from, to }: DateRange): boolean {
  const before = text.slice(0, from);
  return /[([,|\t:–—-]\s{0,3}$/.test(before) && /^[)\].,:\s]*$/.test(text.slice(to)) &&
    namesJob(before) && !DEED.test(before);
}

/** Follows the lines of a section and tells which dates are those of a position. */
export class Story {
  /** A position has been named whose bullets these are. */
  #underway = false;
  #last: Line | undefined;

  /** The dates of a line that name a position; those in what is told of one are left out. */
  datesOf(line: Line, now: Date): DateRange[] {
    const ranges = datesOf(line, now);
    const told = this.#isTold(line, ranges);
    if (!line.bullet && ranges.length > 0 && !told) this.#underway = true;
    // What stands apart and has no dates may head a list of further positions.
    else if (!line.bullet && line.afterGap) this.#underway = false;
    this.#last = told || line.bullet ? { ...line, bullet: true } : line;
    return told ? [] : ranges;
  }

  #isTold(line: Line, ranges: DateRange[]): boolean {
    if (ranges.length === 0) return this.#continues(line);
    if (line.bullet) return this.#underway && !headsPosition(line.text, ranges[0]);
    if (!this.#underway || line.afterGap) return false;
    const goesOn = ranges.every(({ to }) => GOES_ON.test(line.text.slice(to)));
    return goesOn || this.#continues(line);
  }

  /** Whether a line is the rest of a bullet above it. */
  #continues({ text, afterGap }: Line): boolean {
    return this.#underway && this.#last?.bullet === true && !afterGap && /^\p{Ll}/u.test(text);
  }
}
