import type { Brief } from "@/lib/resume/match/brief.ts";
import { find, type Finding, shareOfYears } from "@/lib/resume/match/finding.ts";
import type { Part } from "@/lib/wire/result.ts";
import type { Postings } from "@/lib/resume/match/postings.ts";
import { similarityOf } from "@/lib/resume/match/similarity.ts";
import { partsOf, scoreOfParts, type Verdict } from "@/lib/wire/review/score_parts.ts";

/** A score with the addends and the findings that it was made of. */
export interface Score {
  /** 0 to 100, one decimal. */
  score: number;
  parts: Part[];
  findings: Finding[];
  /** Of the findings, in their order. */
  verdicts: Verdict[];
}

/** Compares a resume with a job. The postings have to be in the job's language. */
export function scoreOf(brief: Brief, postings: Postings): Score {
  const findings = brief.demands.map((demand) => find(demand, postings));
  const verdicts = findings.map(verdictOf);
  const parts = partsOf(verdicts, similarityOf(brief, postings), brief.weights);
  return { score: scoreOfParts(parts), parts, findings, verdicts };
}

/** What a finding comes to in a score. */
export function verdictOf({ demand, value, years }: Finding): Verdict {
  const { kind, weight, years: asked } = demand.requirement;
  // Sums of shares may come to a hair more than all.
  return {
    kind,
    weight,
    value: Math.min(1, value),
    years_value: asked === null ? null : shareOfYears(years?.found ?? null, asked),
  };
}
