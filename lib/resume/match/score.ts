import type { Brief } from "@/lib/resume/match/brief.ts";
import { find, type Finding, shareOfYears } from "@/lib/resume/match/finding.ts";
import type { Part, PartName, RequirementKind } from "@/lib/wire/result.ts";
import type { Postings } from "@/lib/resume/match/postings.ts";
import { cosine } from "@/lib/resume/match/profile.ts";

/** Weights before those parts drop out that the job says nothing about. */
const WEIGHTS: Record<PartName, number> = {
  must: 0.4,
  years: 0.15,
  similarity: 0.25,
  nice: 0.1,
  responsibilities: 0.1,
};

function mean(values: number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}

function yearsValue(findings: Finding[]): number | null {
  return mean(findings.flatMap(({ demand, years }) => {
    const { years: asked, kind } = demand.requirement;
    return asked === null || kind !== "must" ? [] : [shareOfYears(years, asked)];
  }));
}

function ofKind(findings: Finding[], kind: RequirementKind): number | null {
  return mean(
    findings.filter(({ demand }) => demand.requirement.kind === kind).map(({ value }) => value),
  );
}

function partsOf(values: Record<PartName, number | null>): Part[] {
  const stated = (Object.entries(values) as [PartName, number | null][])
    .flatMap(([part, value]) => value === null ? [] : [{ part, value }]);
  const sum = stated.reduce((total, { part }) => total + WEIGHTS[part], 0);
  return stated.map(({ part, value }) => ({
    part,
    weight: round(WEIGHTS[part] / sum, 4),
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
    similarity: cosine(brief.profile, postings.profile),
    nice: ofKind(findings, "nice"),
    responsibilities: ofKind(findings, "responsibility"),
  });
  const points = parts.reduce((sum, { weight, value }) => sum + weight * value, 0);
  return { score: round(Math.min(1, points) * 100, 1), parts, findings };
}
