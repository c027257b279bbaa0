import type { DateRange } from "@/lib/resume/reading/dates.ts";
import { lengthsIn } from "@/lib/resume/reading/lengths.ts";
import { namesJob } from "@/lib/resume/reading/names/job_titles.ts";
import { withoutWrappedRanges } from "@/lib/resume/reading/dates/wrapped_ranges.ts";
import { isTitleLike, Story } from "@/lib/resume/reading/story.ts";
import { withoutEdges } from "@/lib/resume/text/edges.ts";
import type { Line } from "@/lib/resume/text/lines.ts";

/** One position that a resume lists: when, and all it says about it. */
export interface Entry {
  range: DateRange;
  /** The line that names it, or null. */
  title: string | null;
  /** What stands beside and above its dates: title, employer, place. */
  head: string[];
  text: string;
  /** It is told of the position above, at some time of it: that has its text too. */
  within: boolean;
}

/** A resume lists fewer positions than this. */
const MAX_ENTRIES = 60;
const MAX_TITLE = 120;
/** What is said of a position, in characters, is read up to here. */
const MAX_ENTRY = 6_000;
/** A title or an employer stands at most so many lines above its dates. */
const LINES_ABOVE = 2;

interface Anchor {
  range: DateRange;
  /** The text beside the dates. */
  beside: string;
  line: number;
  /** The first line that belongs to the position. */
  top: number;
}

// "Title (2016 - 2018), Other title (2014 - 2016)": the text before each range is its own, unless
// the line begins with its dates.
function splitLine(text: string, ranges: DateRange[]): string[] {
  if (ranges.length === 1) {
    return [`${text.slice(0, ranges[0].from)} ${text.slice(ranges[0].to)}`];
  }
  const datesFirst = /^[\s(\[]*$/.test(text.slice(0, ranges[0].from));
  return ranges.map((range, at) =>
    datesFirst
      ? text.slice(range.to, ranges[at + 1]?.from)
      : text.slice(ranges[at - 1]?.to ?? 0, range.from) +
        (at === ranges.length - 1 ? text.slice(range.to) : "")
  );
}

function topOf(lines: Line[], at: number, previous: number): number {
  let top = at;
  while (top - 1 > previous && at - top < LINES_ABOVE) {
    const above = lines[top - 1];
    const apart = lines[top].afterGap || above.bullet || lines[top].bullet;
    // What begins small is the rest of a sentence.
    if (apart || !isTitleLike(above) || /^\p{Ll}/u.test(above.text)) break;
    top--;
  }
  return top;
}

// The piece that says what somebody was, else the first that says anything beside marks and numbers.
function titleOf(texts: string[], below: Line | undefined): string | null {
  const pieces = texts.flatMap((text) => text.split(/\t|\s{3,}/))
    // Brackets around the dates alone are left empty.
    .map((text) => text.replace(/[([]\s{0,3}[)\]]/g, ""))
    .map((text) => withoutEdges(text, /[^\p{L}\p{N}]/u, /[^\p{L}\p{N})+#]/u))
    .filter((text) => /\p{L}{2}/u.test(text));
  const next = below !== undefined && isTitleLike(below) ? below.text : "";
  const title = pieces.find(namesJob) ?? (namesJob(next) ? next.split("\t")[0] : pieces[0]);
  return title?.slice(0, MAX_TITLE) ?? null;
}

/** Where dates stand. */
interface Anchors {
  positions: Anchor[];
  /** Within what is told of a position. */
  within: Anchor[];
}

function anchorsOf(lines: Line[], ranges: DateRange[], line: number, top: number): Anchor[] {
  const beside = splitLine(lines[line].text, ranges);
  return ranges.map((range, n) => ({ range, beside: beside[n], line, top }));
}

function datedAnchors(lines: Line[], now: Date): Anchors {
  const positions: Anchor[] = [];
  const within: Anchor[] = [];
  const story = new Story(lines, now);
  let previous = -1;
  for (let at = 0; at < lines.length && positions.length < MAX_ENTRIES; at++) {
    const { own, told } = story.datesOf(at);
    if (told.length > 0) within.push(...anchorsOf(lines, told, at, at));
    if (own.length === 0) continue;
    positions.push(...anchorsOf(lines, own, at, topOf(lines, at, previous)));
    previous = at;
  }
  return { positions: positions.slice(0, MAX_ENTRIES), within: within.slice(0, MAX_ENTRIES) };
}

/** Where the positions stand that have a length in place of dates. */
function measuredAnchors(lines: Line[], dated: Anchor[], now: Date): Anchor[] {
  return lengthsIn(lines, dated, now).map(({ range, line }) => ({
    range,
    beside: lines[line].text.slice(0, range.from),
    line,
    top: line,
  }));
}

function entriesAt(anchors: Anchor[], lines: Line[], within: boolean): Entry[] {
  return anchors.map((anchor, n) => {
    const next = anchors.slice(n + 1).find((other) => other.line > anchor.line);
    const shared = anchors[n + 1]?.line === anchor.line;
    const below = shared ? [] : lines.slice(anchor.line + 1, next?.top);
    const above = lines.slice(anchor.top, anchor.line).map((line) => line.text);
    const parts = [anchor.beside, ...above, ...below.map((line) => line.text)];
    return {
      range: anchor.range,
      head: [...above, anchor.beside],
      title: titleOf([...above, anchor.beside], shared ? undefined : lines[anchor.line + 1]),
      text: parts.join("\n").slice(0, MAX_ENTRY),
      within,
    };
  });
}

/** The positions in the lines of an experience section, each with the text that belongs to it. */
export function entriesOf(section: Line[], now: Date): Entry[] {
  const lines = withoutWrappedRanges(section, now);
  const { positions, within } = datedAnchors(lines, now);
  const measured = measuredAnchors(lines, positions, now);
  const anchors = [...positions, ...measured].sort((a, b) => a.line - b.line)
    .slice(0, MAX_ENTRIES);
  return [
    ...entriesAt(anchors, lines, false),
    ...entriesAt(within, lines, true),
  ];
}
