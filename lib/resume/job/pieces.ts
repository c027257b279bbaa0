import type { AdLine } from "@/lib/resume/job/ad_lines.ts";
import { isUnspaced, type JobPart } from "@/lib/resume/job/heading_words.ts";
import { type InlinePart, inlinePart, jobPartOf } from "@/lib/resume/job/job_headings.ts";
import type { Piece } from "@/lib/resume/job/requirements.ts";

/** The lines of a job description, each with the part it stands in, and the job's title. */
export interface Pieces {
  pieces: Piece[];
  title: string | null;
}

/** Where reading has come to. */
interface Place {
  part: JobPart | null;
  /** True once the part had a list. */
  listed: boolean;
  /** True while nothing stands in the part yet. */
  empty: boolean;
}

/** Takes a job description apart at its headings and labels. */
export function piecesOf(lines: AdLine[]): Pieces {
  const pieces: Piece[] = [];
  let title: string | null = null;
  let place: Place = { part: null, listed: false, empty: true };
  for (const line of lines) {
    const opened = openedBy(line, place);
    if (opened !== undefined) {
      place = { part: opened, listed: false, empty: true };
      continue;
    }
    const here = labelOf(line, place);
    if (here !== undefined) place = { part: here.part, listed: false, empty: true };
    const content = here?.rest ?? line.text;
    // "The candidate must have the following:" announces a list.
    if (!line.bullet && /[:：]$/.test(content)) continue;
    if (place.part === "title") {
      title ??= content;
      place = { part: null, listed: false, empty: true };
      continue;
    }
    pieces.push({
      text: content,
      part: strays(line, place) ? null : place.part,
      bullet: line.bullet,
      labelled: here !== undefined,
    });
    place = { part: place.part, listed: place.listed || line.bullet, empty: false };
  }
  return title === null && isTitle(pieces, lines[1])
    ? { pieces: pieces.slice(1), title: pieces[0].text }
    : { pieces, title };
}

function openedBy(line: AdLine, { part, empty }: Place): JobPart | undefined {
  if (line.bullet && !line.signed && !isHeadingItem(line.text)) return undefined;
  // Right under a heading a plain line is its first item.
  const ahead = line.ahead === "block" && empty && part !== null ? undefined : line.ahead;
  const opened = jobPartOf(line.text, ahead);
  // "Requirements", and right under it "Languages:".
  return opened === "unknown" && empty && part !== null ? part : opened;
}

/** "■応募資格", "• Requirements:": signs that also stand before items. */
function isHeadingItem(text: string): boolean {
  return isUnspaced(text) || /[:：]$/.test(text);
}

function labelOf(line: AdLine, { part }: Place): InlinePart | undefined {
  // Inside a list, "Skills: ..." is an item.
  if (line.bullet && part !== null) return undefined;
  const label = inlinePart(line.text);
  const item = label?.sure === false && (part === "must" || part === "nice");
  return item ? undefined : label;
}

/** A paragraph behind the list of its part is most often about something else. */
function strays(line: AdLine, { part, listed }: Place): boolean {
  return listed && !line.bullet && line.afterGap && /[.!?。]$/.test(line.text) &&
    (part === "must" || part === "nice" || part === "responsibility");
}

// A short first line that a gap or a heading sets apart from the rest.
function isTitle([first, ...rest]: Piece[], second: AdLine | undefined): boolean {
  if (first === undefined || rest.length === 0 || first.part !== null || first.bullet) return false;
  const apart = second !== undefined && (second.afterGap || jobPartOf(second.text) !== undefined);
  return apart && first.text.length <= 80 && !/[.!?,;]$/.test(first.text);
}
