import { type Demand, demandOf } from "@/lib/resume/job/demand.ts";
import { type Job, parseJob } from "@/lib/resume/job/job.ts";
import { type Profile, profileOfLines } from "@/lib/resume/match/profile.ts";

/** A job made ready to be compared with many resumes; nothing changes it. */
export interface Brief {
  readonly job: Job;
  readonly demands: readonly Demand[];
  readonly profile: Profile;
}

/** Reads a job description for `scoreOf` and `assess`. Never throws. */
export function briefOf(description: string): Brief {
  const job = parseJob(description);
  return {
    job,
    demands: job.requirements.map((requirement) => demandOf(requirement, job.language)),
    profile: profileOfLines(job.tokens, job.language),
  };
}
