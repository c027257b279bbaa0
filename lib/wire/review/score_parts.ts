import type { Part, PartName, RequirementKind } from "@/lib/wire/result.ts";
import type { CriteriaWeights } from "@/lib/wire/review/criteria.ts";

/** What a resume shows for one requirement, as far as its score is made of it. */
export interface Verdict {
  kind: RequirementKind;
  /** 0 to 5, against the others of its kind. */
  weight: number;
  /** 0 to 1. */
  value: number;
  /** 0 to 1: the share of the years asked for; null where none are. */
  years_value: number | null;
}

/**
 * The parts of a score: of each kind the mean of its requirements, by their weights. A part that the job
 * says nothing about drops out, and the others weigh the more.
 */
export function partsOf(
  verdicts: readonly Verdict[],
  similarity: number,
  weights: CriteriaWeights,
): Part[] {
  const values: Record<PartName, number | null> = {
    must: ofKind(verdicts, "must"),
    years: yearsOf(verdicts),
    similarity,
    nice: ofKind(verdicts, "nice"),
    responsibilities: ofKind(verdicts, "responsibility"),
  };
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

/** The score that parts add up to: 0 to 100, one decimal. */
export function scoreOfParts(parts: readonly Pick<Part, "weight" | "value">[]): number {
  const points = parts.reduce((sum, { weight, value }) => sum + weight * value, 0);
  return round(Math.min(1, points) * 100, 1);
}

function ofKind(verdicts: readonly Verdict[], kind: RequirementKind): number | null {
  return mean(verdicts.filter((verdict) => verdict.kind === kind));
}

function yearsOf(verdicts: readonly Verdict[]): number | null {
  return mean(
    verdicts.flatMap(({ kind, weight, years_value: value }) =>
      value === null || kind !== "must" ? [] : [{ value, weight }]
    ),
  );
}

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
