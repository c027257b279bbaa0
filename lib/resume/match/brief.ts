import { jobOfCriteria } from "@/lib/resume/job/criteria.ts";
import { type Demand, demandOf } from "@/lib/resume/job/demand.ts";
import { type Job, parseJob } from "@/lib/resume/job/job.ts";
import { type Ad, adOf } from "@/lib/resume/match/copied.ts";
import { type JobWords, jobWords, titleWords } from "@/lib/resume/match/job_words.ts";
import {
  type Criteria,
  type CriteriaWeights,
  DEFAULT_WEIGHTS,
} from "@/lib/wire/review/criteria.ts";

/** The part of criteria that a score is made of. */
export type BriefCriteria = Pick<Criteria, "requirements" | "weights">;

/** A job made ready to be compared with many resumes; nothing changes it. */
export interface Brief {
  readonly job: Job;
  readonly demands: readonly Demand[];
  readonly words: JobWords;
  /** Those of its title. */
  readonly title: JobWords;
  readonly ad: Ad;
  /** Of the requirements, in the order of the demands. */
  readonly ids: readonly string[];
  /** What each part of the score weighs, before those drop out that the job says nothing about. */
  readonly weights: CriteriaWeights;
}

/**
 * Makes a job description ready for `scoreOf` and `assess`; by criteria, where they are given, of which
 * the description may be empty. Never throws.
 */
export function briefOf(
  description: string,
  criteria?: BriefCriteria,
): Brief {
  const job = criteria === undefined ? parseJob(description) : jobOfCriteria(criteria, description);
  return {
    job,
    ids: job.requirements.map((_, at) => criteria?.requirements[at].id ?? `r${at + 1}`),
    demands: job.requirements.map((requirement) => demandOf(requirement, job.language)),
    words: jobWords(job),
    title: titleWords(job),
    ad: adOf(job),
    weights: criteria?.weights ?? DEFAULT_WEIGHTS,
  };
}
