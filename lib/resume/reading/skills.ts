import { withoutEdges } from "@/lib/resume/text/edges.ts";
import type { Line } from "@/lib/resume/text/lines.ts";

/** A resume's own list of skills is read up to here; the longest real ones have about 80. */
const MAX_SKILLS = 200;
const MAX_WORDS = 7;
const MAX_LENGTH = 60;

const LABEL = /^([\p{L}][\p{L}\p{N} &/+,()'’\-]{1,50}?)\s?[:：](?:\s+(?=\S)|(?=\p{L})|$)/u;
const NOT_SKILLS = /^(?:interests?|hobbies|hobbys|interessen|intereses|loisirs|zainteresowania)$/iu;

function hasSeparators(text: string): boolean {
  return /[,;|•·●]/u.test(text);
}

/** A row of skills is joined up to this length; the longest real ones fill ten lines. */
const MAX_ROW = 2_000;
/** A line of so many characters most likely filled its column. */
const FULL_LINE = 60;

// A list goes on where its line ends with a separator or the next line has some; a last item alone
// on its line belongs to the list where it begins small or the line before was full.
function isBroken(row: string, width: number, next: string): boolean {
  if (/[,;|•·&(]$/u.test(row)) return true;
  if (/[.:]$/.test(row)) return false;
  return hasSeparators(next) || /^\p{Ll}/u.test(next) || width >= FULL_LINE;
}

/** Lines that only the width of the page broke are one row again. */
function rowsOf(lines: Line[]): string[] {
  const rows: string[] = [];
  let width = 0;
  for (const line of lines) {
    const last = rows.at(-1);
    const continues = last !== undefined && last.length < MAX_ROW && !line.bullet &&
      !line.afterGap && !LABEL.test(line.text) && hasSeparators(last) &&
      isBroken(last, width, line.text);
    if (continues) rows[rows.length - 1] = `${last} ${line.text}`;
    else rows.push(line.text);
    width = line.text.length;
  }
  return rows;
}

// Separators inside brackets belong to the item: "AWS (EC2, S3)".
function items(row: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < row.length; at++) {
    const char = row[at];
    if (char === "(") depth++;
    else if (char === ")") depth = Math.max(0, depth - 1);
    else if (depth === 0 && /[,;|•·●]/u.test(char)) {
      parts.push(row.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(row.slice(from));
  return parts.flatMap((part) => part.split(/\s{3,}|\t/));
}

function labelOff(row: string): string | undefined {
  const label = LABEL.exec(row);
  if (label === null) return row;
  return NOT_SKILLS.test(label[1].trim()) ? undefined : row.slice(label[0].length);
}

/** The items of skills sections, in their order, each once. */
export function skillsIn(lines: Line[]): string[] {
  const skills = new Map<string, string>();
  for (const row of rowsOf(lines)) {
    const content = labelOff(row.replace(/^#+\s/, ""));
    for (const item of items(content ?? "")) {
      const bare = item.replace(/^(?:and|und|et|y)\s/i, "");
      const skill = withoutEdges(bare, /[\s\-–:*]/, /[\s.:*]/);
      if (skill === "" || skill.length > MAX_LENGTH || skill.split(/\s+/).length > MAX_WORDS) {
        continue;
      }
      if (!skills.has(skill.toLowerCase())) skills.set(skill.toLowerCase(), skill);
      if (skills.size === MAX_SKILLS) return [...skills.values()];
    }
  }
  return [...skills.values()];
}
