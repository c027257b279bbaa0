import { allYears, type Finding, type Years } from "@/lib/resume/match/finding.ts";
import type { Job } from "@/lib/resume/job/job.ts";
import type { Postings } from "@/lib/resume/match/postings.ts";

function mustsPhrase(findings: Finding[]): string {
  const musts = findings.filter(({ demand }) => demand.requirement.kind === "must");
  if (musts.length === 0) return "The job states no must-haves";
  const yes = musts.filter(({ met }) => met === "yes").length;
  const partial = musts.filter(({ met }) => met === "partial").length;
  const partly = partial === 0 ? "" : ` and ${partial} partly`;
  return `Meets ${yes} of ${musts.length} must-haves${partly}`;
}

function yearsPhrase(job: Job, { found, claim }: Years): string {
  if (job.years === null) return "";
  if (found === null) return `; ${job.years} years asked for, no job dates found`;
  const how = claim === null ? "of work found" : "claimed";
  return `; ${found.toFixed(1)} years ${how}, ${job.years} asked for`;
}

/** One plain sentence that says why a score is what it is. */
export function summaryOf(
  job: Job,
  postings: Postings,
  findings: Finding[],
  missing: string[],
): string {
  if (postings.resume.lines.length === 0) return "The resume has no text to read.";
  const lacks = missing.length === 0 ? "" : `; not found: ${missing.slice(0, 5).join(", ")}`;
  return `${mustsPhrase(findings)}${yearsPhrase(job, allYears(postings))}${lacks}.`;
}
