import { type Degree, lowestDegree } from "@/lib/resume/text/degrees.ts";
import {
  type InlinePart,
  inlinePart,
  type JobPart,
  jobPartOf,
} from "@/lib/resume/job/job_headings.ts";
import { type Language, languageOf } from "@/lib/resume/text/language.ts";
import { type Line, linesOf } from "@/lib/resume/text/lines.ts";
import { tokenize } from "@/lib/resume/text/tokens.ts";
import {
  distinct,
  type Piece,
  type Requirement,
  requirementsOf,
  withoutHeadings,
} from "@/lib/resume/job/requirements.ts";
import type { RequirementKind } from "@/lib/wire/result.ts";

/** What a job description asks for. */
export interface Job {
  title: string | null;
  language: Language;
  requirements: Requirement[];
  /** The most years asked for in one requirement, or null. */
  years: number | null;
  degree: Degree | null;
  /** True where the job asked for more than was kept. */
  cut: boolean;
  tokens: string[][];
}

/** More requirements than this are not told apart by a reader, and the result must stay small. */
export const MAX_REQUIREMENTS = 40;

// A short first line that a gap or a heading sets apart from the rest.
function isTitle([first, ...rest]: Piece[], second: Line | undefined): boolean {
  if (first === undefined || rest.length === 0 || first.part !== null || first.bullet) return false;
  const apart = second !== undefined && (second.afterGap || jobPartOf(second.text) !== undefined);
  return apart && first.text.length <= 80 && !/[.!?,;]$/.test(first.text);
}

function piecesOf(text: string): { pieces: Piece[]; title: string | null } {
  const pieces: Piece[] = [];
  let part: JobPart | null = null;
  let title: string | null = null;
  const lines = linesOf(text);
  for (const line of lines) {
    const opened = line.bullet ? undefined : jobPartOf(line.text);
    if (opened !== undefined) {
      part = opened;
      continue;
    }
    // Inside a list, "Skills: ..." is an item.
    const here: InlinePart | undefined = line.bullet && part !== null
      ? undefined
      : inlinePart(line.text);
    if (here !== undefined) part = here.part;
    const content = here?.rest ?? line.text;
    // "The candidate must have the following:" announces a list.
    if (!line.bullet && content.endsWith(":")) continue;
    if (part === "title") title ??= content;
    else pieces.push({ text: content, part, bullet: line.bullet, labelled: here !== undefined });
    if (part === "title") part = null;
  }
  return title === null && isTitle(pieces, lines[1])
    ? { pieces: pieces.slice(1), title: pieces[0].text }
    : { pieces, title };
}

function degreeOf(requirements: Requirement[]): Degree | null {
  for (const { text, kind } of requirements) {
    if (kind !== "must") continue;
    const degree = lowestDegree(text);
    if (degree !== null) return degree;
  }
  return null;
}

/** Reads a job description, whether it has headings, bullets, prose or a bare list of skills. */
export function parseJob(text: string): Job {
  const { pieces, title } = piecesOf(text);
  const tokens = linesOf(text).map((line) => tokenize(line.text));
  const headed = pieces.some((piece) => piece.part !== null)
    ? distinct(pieces.flatMap(requirementsOf))
    : [];
  const requirements = headed.length > 0 ? headed : withoutHeadings(pieces);
  const order: RequirementKind[] = ["must", "nice", "responsibility"];
  const sorted = requirements.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const years = requirements.filter((r) => r.kind === "must" && r.years !== null)
    .map((r) => r.years ?? 0);
  return {
    title,
    language: languageOf(tokens.flat()),
    requirements: sorted.slice(0, MAX_REQUIREMENTS),
    years: years.length === 0 ? null : Math.max(...years),
    degree: degreeOf(requirements),
    cut: sorted.length > MAX_REQUIREMENTS,
    tokens,
  };
}
