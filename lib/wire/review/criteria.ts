import type { PartName, RequirementKind } from "@/lib/wire/result.ts";

/** More requirements than this are not told apart by a reader, and a result must stay small. */
export const MAX_REQUIREMENTS = 40;
/** Bytes of JSON of a requirement's text: a longer one is a paragraph, and a result must stay small. */
export const MAX_REQUIREMENT_BYTES = 500;
/** Names of which one is enough, and the bytes of JSON of each: with the text 1 KiB a requirement. */
export const MAX_ALTERNATIVES = 12;
export const MAX_ALTERNATIVE_BYTES = 40;
/** A requirement weighs 0 (shown only) to this, 1 where nobody said otherwise. */
export const MAX_REQUIREMENT_WEIGHT = 5;
/** More than a working life is a misprint. */
export const MAX_YEARS = 50;
/** A part of the score weighs at most this against the others; only their ratio counts. */
export const MAX_PART_WEIGHT = 100;
/** Versions of a batch's criteria: more than anybody compares. */
export const MAX_CRITERIA_VERSIONS = 100;
/** What an id may be; those of new requirements are `r1`, `r2` and so on. */
export const REQUIREMENT_ID = /^[A-Za-z0-9_-]{1,40}$/;
/** The largest body with criteria, in bytes: 40 requirements take 44 KiB. */
export const MAX_CRITERIA_BYTES = 64 * 1024;

/** The version that a batch begins with. */
export const FIRST_CRITERIA_VERSION = 1;

/** How criteria came about: read from the job description, or changed by a person. */
export const CRITERIA_SOURCES = ["job", "edited"] as const;
export type CriteriaSource = typeof CRITERIA_SOURCES[number];

/** One thing that a job asks for. */
export interface CriteriaRequirement {
  /** Stays with the requirement through all versions. */
  id: string;
  text: string;
  kind: RequirementKind;
  /** Years of experience asked for, or null. */
  years: number | null;
  /** Names any one of which is enough; empty where there is no choice. */
  any_of: string[];
  /** Shown as a gate of its own: who doesn't meet it is out, whatever the score. */
  knockout: boolean;
  /** 0 to 5, against the others of its kind. */
  weight: number;
}

/** What each part of a score weighs against the others. */
export type CriteriaWeights = Record<PartName, number>;

/** By what resumes are scored. */
export interface Criteria {
  /** 0 where they are not stored, 1 for those that a batch begins with. */
  version: number;
  requirements: CriteriaRequirement[];
  weights: CriteriaWeights;
  source: CriteriaSource;
  edited_at: string;
}

/** A requirement as a person wrote it. What isn't given is filled in. */
export interface RequirementEdit {
  id?: string;
  text: string;
  kind: RequirementKind;
  years?: number | null;
  any_of?: string[];
  knockout?: boolean;
  weight?: number;
}

/** Criteria as a person changed them. */
export interface CriteriaEdit {
  requirements: RequirementEdit[];
  weights: CriteriaWeights;
}

/** A job description of which the criteria are wanted. */
export interface CriteriaQuestion {
  job_description: string;
}

/** The weights of parts where nobody said otherwise. */
export const DEFAULT_WEIGHTS: CriteriaWeights = {
  must: 0.3,
  years: 0.15,
  similarity: 0.35,
  nice: 0.1,
  responsibilities: 0.1,
};
