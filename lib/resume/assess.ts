import type { Brief } from "@/lib/resume/match/brief.ts";
import { clip } from "@/lib/resume/text/clip.ts";
import { find, type Finding, findKnown } from "@/lib/resume/match/finding.ts";
import { gatesOf } from "@/lib/resume/match/gates.ts";
import { MAX_TEXT } from "@/lib/resume/text/lines.ts";
import { matchesOf } from "@/lib/resume/match/matches.ts";
import { type Likeness, likenessOf } from "@/lib/resume/likeness/likeness.ts";
import { parseResume, rereadResume, type Resume } from "@/lib/resume/reading/parse.ts";
import { type Postings, postingsOf } from "@/lib/resume/match/postings.ts";
import { scoreOf, verdictOf } from "@/lib/resume/match/score.ts";
import { similarityOf } from "@/lib/resume/match/similarity.ts";
import { summaryOf } from "@/lib/resume/match/summary.ts";
import { ABOUT_JOB, warningsOf } from "@/lib/resume/match/warnings.ts";
import type { Verdict } from "@/lib/wire/review/score_parts.ts";
import type {
  Assessment,
  Candidate,
  Met,
  RequirementResult,
  RequirementYears,
} from "@/lib/wire/result.ts";

// The result is stored and sent whole and has to stay under 40 KiB: 40 requirements of at most
// 240 + 240 bytes, and 90 words or skills of at most 120, leave room for the rest.
const MAX_TEXT_BYTES = 240;
const MAX_WORD_BYTES = 120;
const MAX_SKILLS = 40;
/** Of all requirements together, 200 bytes each. */
export const MAX_POSITIONS = 20;
const MAX_TITLE_BYTES = 80;
const MAX_DATES_BYTES = 40;

function tenths(years: number): number {
  return Math.round(years * 10) / 10;
}

function clipped(text: string | null): string | null {
  return text === null ? null : clip(text, MAX_TEXT_BYTES);
}

function candidateOf(resume: Resume): Candidate {
  return {
    name: clipped(resume.name),
    email: clipped(resume.email),
    phone: clipped(resume.phone),
    location: clipped(resume.location),
    years_experience: resume.years === null ? null : tenths(resume.years),
    skills: resume.skills.slice(0, MAX_SKILLS).map((skill) => clip(skill, MAX_WORD_BYTES)),
  };
}

/** The positions of all requirements that still may be shown. */
interface Room {
  positions: number;
}

function yearsOf({ demand, years }: Finding, room: Room): RequirementYears | null {
  const { years: asked } = demand.requirement;
  if (asked === null || years === null) return null;
  const shown = years.positions.slice(0, room.positions);
  room.positions -= shown.length;
  return {
    asked: tenths(asked),
    found: years.found === null ? null : tenths(years.found),
    positions: shown.map(({ entry: { title, range } }) => ({
      title: title === null ? null : clip(title, MAX_TITLE_BYTES),
      dates: clip(range.text, MAX_DATES_BYTES),
      months: range.end - range.start,
    })),
    halved: years.halved,
  };
}

function requirementOf(
  finding: Finding,
  { id, value, years_value }: Pick<RequirementResult, "id"> & Verdict,
  room: Room,
): RequirementResult {
  const { demand, met } = finding;
  const evidence = met === "no" ? null : finding.evidence;
  return {
    id,
    text: clip(demand.requirement.text, MAX_TEXT_BYTES),
    kind: demand.requirement.kind,
    met,
    evidence: clipped(evidence?.text ?? null),
    evidence_line: evidence?.number ?? null,
    years: yearsOf(finding, room),
    value,
    years_value,
  };
}

/** What `assess` reads. */
export interface AssessInput {
  /** The text of the resume; what a person can't see in it is left out by the extractor. */
  text: string;
  /** The lines of its first page that are set largest, largest first, where the document tells. */
  headlines?: string[];
  /** The job to score it against. */
  brief: Brief;
  /** "Present" means this. */
  now: Date;
  /** The first words that a person can't see in the document, "" where they are not known. */
  hiddenText?: string;
  /** Set where the text was read by OCR: whether pages of it were left out. */
  byOcr?: { cut: boolean };
  /** True where the document's pages may be pictures. */
  mayBeScan?: boolean;
}

/** A resume's assessment, and what it is recognised by. */
export interface Screened {
  assessment: Assessment;
  likeness: Likeness;
}

/** Scores a resume against a job description. The same input gives the same result; never throws. */
export function assess(input: AssessInput): Assessment {
  return assessmentOf(parseResume(input.text, input.now, input.headlines), input);
}

/** As `assess`, with what the resume is recognised by: it is parsed once for both. */
export function screen(input: AssessInput): Screened {
  const resume = parseResume(input.text, input.now, input.headlines);
  return { assessment: assessmentOf(resume, input), likeness: likenessOf(resume, input.text) };
}

/** What is known of a resume since it was scored last, and is not found out again. */
export interface Known extends Pick<Candidate, "name" | "location"> {
  /** Whether it was taken for a copy of the ad. */
  copied: boolean;
  /** How far each requirement of the criteria is met; null where that is asked anew. */
  met: readonly (Met | null)[];
}

/** What other criteria make of a resume; who it is about, and what is wrong with its document, stay. */
export interface Reassessment
  extends Pick<Assessment, "summary" | "matched" | "missing" | "gates" | "warnings"> {
  /** 0 to 1, unrounded. */
  similarity: number;
  /** Of the criteria, in their order; null where it was known how far it is met. */
  requirements: (RequirementResult | null)[];
}

/** Scores a resume again, from its text and what is known of it: the parts that other criteria change. */
export function assessAgain(
  { text, brief, now }: Pick<AssessInput, "text" | "brief" | "now">,
  known: Known,
): Reassessment {
  const resume = rereadResume(text, now, known);
  const postings = postingsOf(resume, brief);
  // What is left of a resume without what it copied, is another text: nothing is known of that.
  const isAsKnown = (postings.copied !== undefined) === known.copied;
  const met = brief.demands.map((_, at) => isAsKnown ? known.met[at] ?? null : null);
  const findings = brief.demands.map((demand, at) =>
    met[at] === null ? find(demand, postings) : findKnown(demand, met[at], postings)
  );
  const room = { positions: MAX_POSITIONS };
  const requirements = findings.map((finding, at) =>
    met[at] === null
      ? requirementOf(finding, { id: brief.ids[at], ...verdictOf(finding) }, room)
      : null
  );
  const origin = { hidden: null, byOcr: null, mayBeScan: false, cut: false };
  return {
    ...saidOf(brief, postings, findings),
    requirements,
    similarity: similarityOf(brief, postings),
    warnings: warningsOf(brief.job, postings, origin).filter(({ code }) => ABOUT_JOB.has(code)),
  };
}

/** What findings come to in words. */
function saidOf(
  { job }: Brief,
  postings: Postings,
  findings: Finding[],
): Pick<Assessment, "summary" | "matched" | "missing" | "gates"> {
  const { matched, missing } = matchesOf(findings);
  return {
    summary: clip(summaryOf(job, postings, findings, missing), 400),
    matched: matched.map((word) => clip(word, MAX_WORD_BYTES)),
    missing: missing.map((word) => clip(word, MAX_WORD_BYTES)),
    gates: gatesOf(job, postings, findings),
  };
}

function assessmentOf(resume: Resume, input: AssessInput): Assessment {
  const { job, ids } = input.brief;
  const postings = postingsOf(resume, input.brief);
  const { score, parts, findings, verdicts } = scoreOf(input.brief, postings);
  const room = { positions: MAX_POSITIONS };
  const { summary, matched, missing, gates } = saidOf(input.brief, postings, findings);
  return {
    score,
    candidate: candidateOf(resume),
    summary,
    parts,
    requirements: findings.map((finding, at) =>
      requirementOf(finding, { id: ids[at], ...verdicts[at] }, room)
    ),
    matched,
    missing,
    gates,
    warnings: warningsOf(job, postings, {
      hidden: input.hiddenText ?? null,
      byOcr: input.byOcr ?? null,
      mayBeScan: input.mayBeScan ?? false,
      cut: input.text.length > MAX_TEXT,
    }),
  };
}
