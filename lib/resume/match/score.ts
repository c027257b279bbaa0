import type { Brief } from "@/lib/resume/match/brief.ts";
import { find, type Finding, shareOfYears } from "@/lib/resume/match/finding.ts";
import type { Part, PartName, RequirementKind } from "@/lib/wire/result.ts";
import type { Postings } from "@/lib/resume/match/postings.ts";
import { similarityOf } from "@/lib/resume/match/similarity.ts";
import { scoreOfParts } from "@/lib/wire/review/score_of_parts.ts";

/** The mean of values by their weights; null where nothing weighs anything. */
function mean(values: { value: number; weight: number }[]): number | null {
  const total = values.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return null;
  return values.reduce((sum, { value, weight }) => sum + value * weight, 0) / total;
}

function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}

function yearsValue(findings: Finding[]): number | null {
  return mean(findings.flatMap(({ demand, years }) => {
    const { years: asked, kind, weight } = demand.requirement;
    if (asked === null || kind !== "must") return [];
    return [{ value: shareOfYears(years?.found ?? null, asked), weight }];
  }));
}

function ofKind(findings: Finding[], kind: RequirementKind): number | null {
  return mean(
    findings.filter(({ demand }) => demand.requirement.kind === kind)
      .map(({ demand, value }) => ({ value, weight: demand.requirement.weight })),
  );
}

function partsOf(
  values: Record<PartName, number | null>,
  weights: Record<PartName, number>,
): Part[] {
  const stated = (Object.entries(values) as [PartName, number | null][])
    .flatMap(([part, value]) => value === null ? [] : [{ part, value, weight: weights[part] }]);
  const sum = stated.reduce((total, { weight }) => total + weight, 0);
  // Where only parts weigh that the job says nothing about, those that it states weigh alike.
  const share = (weight: number) => sum === 0 ? 1 / stated.length : weight / sum;
  return stated.map(({ part, value, weight }) => ({
    part,
    weight: round(share(weight), 4),
    value: round(value, 4),
  }));
}

/** A score with the addends and the findings that it was made of. */
export interface Score {
  /** 0 to 100, one decimal. */
  score: number;
  parts: Part[];
  findings: Finding[];
}

/** Compares a resume with a job. The postings have to be in the job's language. */
export function scoreOf(brief: Brief, postings: Postings): Score {
  const findings = brief.demands.map((demand) => find(demand, postings));
  const parts = partsOf({
    must: ofKind(findings, "must"),
    years: yearsValue(findings),
    similarity: similarityOf(brief, postings),
    nice: ofKind(findings, "nice"),
    responsibilities: ofKind(findings, "responsibility"),
  }, brief.weights);
  return { score: scoreOfParts(parts), parts, findings };
}
