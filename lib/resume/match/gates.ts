import { DEGREES } from "@/lib/resume/text/degrees.ts";
import { allYears, type Finding, shareOfYears, type Years } from "@/lib/resume/match/finding.ts";
import { clip } from "@/lib/resume/text/clip.ts";
import type { Job } from "@/lib/resume/job/job.ts";
import type { Postings } from "@/lib/resume/match/postings.ts";
import type { ScoredResume } from "@/lib/resume/reading/parse.ts";
import type { Gate, Met } from "@/lib/wire/result.ts";

function degreeGate(job: Job, resume: ScoredResume): Gate[] {
  if (job.degree === null) return [];
  const gate = "degree" as const;
  if (resume.degree === null) {
    const outcome = resume.showsEducation ? "fail" : "unknown";
    return [{ gate, outcome, reason: `Asked for: ${job.degree}; no degree found` }];
  }
  const enough = DEGREES.indexOf(resume.degree) >= DEGREES.indexOf(job.degree);
  const reason = `Asked for: ${job.degree}; found: ${resume.degree}`;
  return [{ gate, outcome: enough ? "pass" : "fail", reason }];
}

// Words that were not found are no proof that a thing is missing; where half of the must-haves are not
// found, it is hard to believe otherwise.
const FAILED_SHARE = 0.5;

function mustGate(findings: Finding[]): Gate[] {
  const musts = findings.filter(({ demand }) => demand.requirement.kind === "must");
  if (musts.length === 0) return [];
  const met = musts.map((finding) => finding.met);
  const yes = met.filter((answer) => answer === "yes").length;
  const no = met.filter((answer) => answer === "no").length;
  const failed = no >= FAILED_SHARE * met.length;
  const outcome = yes === met.length ? "pass" : failed ? "fail" : "unknown";
  const partial = met.length - yes - no;
  const partly = partial === 0 ? "" : `, ${partial} partly`;
  const reason = `${yes} of ${met.length} must-haves met${partly}`;
  return [{ gate: "must_haves", outcome, reason }];
}

function yearsGate(job: Job, years: Years): Gate[] {
  if (job.years === null) return [];
  const asked = `${job.years} ${job.years === 1 ? "year" : "years"}`;
  if (years.found === null) {
    return [{ gate: "years", outcome: "unknown", reason: `${asked} asked for, no job dates` }];
  }
  const found = years.found.toFixed(1);
  const claimed = years.claim === null ? "" : " claimed";
  const enough = shareOfYears(years.found, job.years) === 1;
  return [
    enough
      ? {
        gate: "years",
        outcome: "pass",
        reason: `${found} years${claimed}, ${job.years} asked for`,
      }
      : { gate: "years", outcome: "fail", reason: `${found} of ${asked}${claimed}` },
  ];
}

/** A requirement that may be a knock-out, and how far it is met. */
export interface Asked {
  text: string;
  knockout: boolean;
  met: Met;
}

const MAX_NAMED = 4;
const MAX_NAMED_BYTES = 80;

/** Each knock-out by itself would be many gates: one names those that aren't met. */
export function knockoutGate(asked: readonly Asked[]): Gate[] {
  const knockouts = asked.filter(({ knockout }) => knockout);
  if (knockouts.length === 0) return [];
  const lacking = (met: Met) =>
    knockouts.filter((one) => one.met === met)
      .map(({ text }) => clip(text, MAX_NAMED_BYTES)).slice(0, MAX_NAMED);
  const [no, partial] = [lacking("no"), lacking("partial")];
  const outcome = no.length > 0 ? "fail" : partial.length > 0 ? "unknown" : "pass";
  const reason = [
    no.length === 0 ? "" : `Not found: ${no.join(", ")}`,
    partial.length === 0 ? "" : `partly: ${partial.join(", ")}`,
  ].filter((part) => part !== "").join("; ") || `All ${knockouts.length} met`;
  return [{ gate: "knockouts", outcome, reason }];
}

/** The gates that the job states. */
export function gatesOf(job: Job, postings: Postings, findings: Finding[]): Gate[] {
  return [
    ...knockoutGate(
      findings.map(({ demand: { requirement }, met }) => ({ ...requirement, met })),
    ),
    ...degreeGate(job, postings.resume),
    ...mustGate(findings),
    ...yearsGate(job, allYears(postings)),
  ];
}
