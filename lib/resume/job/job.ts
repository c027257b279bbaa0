import { adLines } from "@/lib/resume/job/ad_lines.ts";
import { keywordPieces } from "@/lib/resume/job/keywords.ts";
import { piecesOf } from "@/lib/resume/job/pieces.ts";
import {
  distinct,
  type ReadRequirement,
  type Requirement,
  requirementsOf,
  withoutHeadings,
} from "@/lib/resume/job/requirements.ts";
import { keptOf } from "@/lib/resume/job/telling.ts";
import { type Degree, lowestDegree } from "@/lib/resume/text/degrees.ts";
import { type Language, languageOf } from "@/lib/resume/text/language.ts";
import { tokenize } from "@/lib/resume/text/tokens.ts";

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

function degreeOf(requirements: Requirement[]): Degree | null {
  for (const { text, kind } of requirements) {
    if (kind !== "must") continue;
    const degree = lowestDegree(text);
    if (degree !== null) return degree;
  }
  return null;
}

function yearsOf(requirements: Requirement[]): number | null {
  const years = requirements.flatMap(({ kind, years }) =>
    kind === "must" && years !== null ? [years] : []
  );
  return years.length === 0 ? null : Math.max(...years);
}

/** What is asked for, with the sums that the gates need. */
export function jobOf(
  requirements: Requirement[],
  rest: Pick<Job, "title" | "language" | "cut" | "tokens">,
): Job {
  return { ...rest, requirements, years: yearsOf(requirements), degree: degreeOf(requirements) };
}

/** Reads a job description, whether it has headings, bullets, prose or a bare list of skills. */
export function parseJob(text: string): Job {
  const lines = adLines(text);
  const tokens = lines.map((line) => tokenize(line.text));
  const language = languageOf(tokens.flat());
  const { pieces: read, title } = piecesOf(lines);
  const pieces = keywordPieces(read.slice(0, MAX_PIECES), language);
  const headed = pieces.some((piece) => piece.part !== null)
    ? distinct(pieces.flatMap((piece) => requirementsOf(piece, language)))
    : [];
  const all = headed.length > 0 ? headed : withoutHeadings(pieces, language);
  const { kept, cut } = keptOf(all, language);
  const { length } = read;
  return jobOf(kept.map(plain), { title, language, cut: cut || length > MAX_PIECES, tokens });
}

/** Lines that are read of a job description: six pages of items. */
const MAX_PIECES = 400;

function plain({ listed: _, ...requirement }: ReadRequirement): Requirement {
  return requirement;
}
