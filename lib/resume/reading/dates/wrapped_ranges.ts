import { PRESENT_SOURCE } from "@/lib/resume/reading/dates/date_words.ts";
import { rangesIn } from "@/lib/resume/reading/dates.ts";
import type { Line } from "@/lib/resume/text/lines.ts";

/** A line with a date at its end, and one with a date or a word for now near its start, are tried. */
const ENDS = 30;

/** A date, or a word for now, after at most three words: "to Jun 2019". */
const STARTS = new RegExp(
  `^(?:[^\\p{L}\\p{N}]{0,3}\\p{L}{1,12}\\.?){0,3}?[^\\p{L}\\p{N}]{0,3}(?:\\d|${PRESENT_SOURCE}(?!\\p{Ll}))`,
  "iu",
);

function reaches(joined: string, length: number, now: Date): number | undefined {
  return rangesIn(joined, now).find(({ from, to }) => from < length && to > length)?.to;
}

/** The two lines with the range that they share on the first of them, or undefined. */
function joined(line: Line, next: Line, now: Date): Line[] | undefined {
  const { length } = line.text;
  const cells = next.text.split("\t");
  const tail = cells.at(-1) ?? "";
  // What stands flush right is the end of its line.
  if (!next.bullet && cells.length > 1 && tail.length <= ENDS && STARTS.test(tail)) {
    const text = `${line.text} ${tail}`;
    if (reaches(text, length, now) === text.length) {
      return [{ ...line, text }, { ...next, text: cells.slice(0, -1).join("\t") }];
    }
  }
  if (!STARTS.test(next.text)) return undefined;
  // A dash at the start of the second line was taken for its bullet.
  const text = `${line.text}${next.bullet ? " - " : " "}${next.text}`;
  const to = reaches(text, length, now);
  if (to === undefined || (next.bullet && to < text.length)) return undefined;
  return [{ ...line, text }];
}

/** The lines with each range of dates that stands on two lines on the first of them. */
export function withoutWrappedRanges(lines: Line[], now: Date): Line[] {
  const result: Line[] = [];
  for (let at = 0; at < lines.length; at++) {
    const [line, next] = [lines[at], lines[at + 1]];
    const mayWrap = next !== undefined && /\d/.test(line.text.slice(-ENDS)) &&
      line.text.length + next.text.length <= 300;
    const pair = mayWrap ? joined(line, next, now) : undefined;
    if (pair === undefined) result.push(line);
    else {
      result.push(...pair);
      at++;
    }
  }
  return result;
}
