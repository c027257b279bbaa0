import type { BatchFile } from "@/lib/wire/batch.ts";
import type { Match } from "@/lib/wire/review/result_query.ts";
import type { Decision } from "@/lib/wire/review/decision.ts";

/** How much a job wants something. */
export const REQUIREMENT_KINDS = ["must", "nice", "responsibility"] as const;
export type RequirementKind = typeof REQUIREMENT_KINDS[number];

/** How far a resume shows a requirement. */
export const METS = ["yes", "partial", "no"] as const;
export type Met = typeof METS[number];

/** The parts that a score may be made of. */
export const PART_NAMES = ["must", "years", "similarity", "nice", "responsibilities"] as const;
export type PartName = typeof PART_NAMES[number];

/** The conditions beside a score, and what may be said of them. */
export const GATE_NAMES = ["knockouts", "degree", "must_haves", "years"] as const;
export type GateName = typeof GATE_NAMES[number];
export const GATE_OUTCOMES = ["pass", "unknown", "fail"] as const;
export type GateOutcome = typeof GATE_OUTCOMES[number];

/** The person a resume is about, as far as it could be read. */
export interface Candidate {
  name: string | null;
  email: string | null;
  phone: string | null;
  location: string | null;
  years_experience: number | null;
  skills: string[];
}

/** A position whose time counts towards the years that a requirement asks for. */
export interface YearsPosition {
  /** The line that names it, or null. */
  title: string | null;
  /** As written in the resume. */
  dates: string;
  /** What overlaps another position is in both. */
  months: number;
}

/** The years of work that a requirement asks for, and what a resume shows of them. */
export interface RequirementYears {
  asked: number;
  /** Overlapping positions count once, or as many as a line claims; null where nothing tells. */
  found: number | null;
  /** Evidence for `found`; empty where the resume only claims it in words. */
  positions: YearsPosition[];
  /** True where no position names what is asked for but the resume does: half of all years count. */
  halved: boolean;
}

/** What a resume shows for one requirement of the job. */
export interface RequirementResult {
  /** Of the criteria's requirement. */
  id: string;
  text: string;
  kind: RequirementKind;
  /** "yes" only where the years are there too. */
  met: Met;
  /** The resume's line that shows it, or null. */
  evidence: string | null;
  /** Where that line stands in the resume's text, from 1; null where there is none. */
  evidence_line: number | null;
  /** Null where no years are asked for. */
  years: RequirementYears | null;
  /** 0 to 1, unrounded: the share of it that the resume shows. */
  value: number;
  /** 0 to 1, unrounded: the share of the years asked for; null where none are. */
  years_value: number | null;
}

/** One addend of a score: it gives 100 * weight * value points. */
export interface Part {
  part: PartName;
  /** 0 to 1; the weights of a score sum to 1. */
  weight: number;
  /** 0 to 1. */
  value: number;
}

/** A yes-or-no demand. It is shown beside the score and gives no points. */
export interface Gate {
  gate: GateName;
  outcome: GateOutcome;
  reason: string;
}

/** What a warning may be about. */
export const WARNING_CODES = [
  "hidden_text",
  "copied_job",
  "stuffing",
  "little_text",
  "read_by_ocr",
  "unreadable",
  "other_language",
  "no_dates",
  "no_requirements",
  "requirements_cut",
  "duplicate",
] as const;
export type WarningCode = typeof WARNING_CODES[number];

/** What a person should look at before trusting a score. */
export interface Warning {
  code: WarningCode;
  /** For people: one sentence without a full stop, that may quote the resume. */
  message: string;
}

/** How well a resume meets a job, and why. Stored and sent as it is; at most 40 KiB of JSON. */
export interface Assessment {
  /** 0 to 100, one decimal: 100 times the sum of weight times value over `parts`. */
  score: number;
  /** Shown, not scored, but for years_experience and skills. */
  candidate: Candidate;
  /** One sentence that says why. */
  summary: string;
  parts: Part[];
  requirements: RequirementResult[];
  matched: string[];
  missing: string[];
  gates: Gate[];
  warnings: Warning[];
}

/** Files that a result names as the same person's, at most. */
export const MAX_SAME_PERSON = 20;

/** A file's place among the best of its batch, with all that explains it. */
export interface Result extends Assessment {
  file_id: string;
  name: string;
  /** The file that came first and has the same bytes or the same text; null where this is the first. */
  duplicate_of: string | null;
  /** Other files of the batch about the same person, by their file_ids; MAX_SAME_PERSON at most. */
  same_person: string[];
  rank: number;
  /** Of the criteria that it was scored by. */
  criteria_version: number;
  /** What was decided last about it; absent where nothing was yet. */
  decision?: Decision;
  /** Of a search: why it is found. */
  matched_on?: Match[];
}

/** How far a batch is with being scored again. */
export interface Scoring {
  /** Files that have their new score. */
  scored: number;
  total: number;
}

/** Some of the results of a batch, best first. */
export interface Results {
  /** Id of the log's last event before this was read: a stream `?from=` it goes on there. */
  position: string;
  results: Result[];
  /** Of all. */
  total: number;
  /** Where the next page begins; null at the end. */
  next_cursor: string | null;
  /** Where the batch is being scored again: how far that is. */
  scoring?: Scoring;
  /** Where states are asked for: the files without a result that are in one of them. */
  files?: BatchFile[];
}
