import { knockoutGate } from "@/lib/resume/match/gates.ts";
import type { Assessment, Gate, RequirementResult, WarningCode } from "@/lib/wire/result.ts";
import type { Criteria, CriteriaRequirement } from "@/lib/wire/review/criteria.ts";
import { partsOf, scoreOfParts } from "@/lib/wire/review/score_parts.ts";

/** Warnings about the criteria; all others are about the resume, and stay. */
const ABOUT_CRITERIA: ReadonlySet<WarningCode> = new Set(["no_requirements", "requirements_cut"]);

/**
 * An assessment by other weights and knock-outs: arithmetic on what was found. Null where more than that
 * has changed since `before`, or a value is missing that it takes.
 */
export function reweighed(
  stored: Assessment,
  before: Criteria,
  criteria: Criteria,
): Assessment | null {
  const { requirements } = criteria;
  const isAsBefore = requirements.length === before.requirements.length &&
    requirements.every((it, at) =>
      isSameQuestion(it, before.requirements[at]) && it.kind === before.requirements[at].kind
    );
  if (!isAsBefore || !hasVerdicts(stored, requirements)) return null;
  return weighed(stored, criteria);
}

/**
 * What was matched anew, with the verdicts of the requirements that nobody has changed as they were: only
 * what was asked anew may be answered otherwise.
 */
export function merged(
  stored: Assessment,
  fresh: Assessment,
  before: Criteria | null,
  criteria: Criteria,
): Assessment {
  const old = new Map(before?.requirements.map((requirement) => [requirement.id, requirement]));
  const verdicts = new Map(stored.requirements.map((verdict) => [verdict.id, verdict]));
  const asked = new Map(criteria.requirements.map((requirement) => [requirement.id, requirement]));
  const requirements = fresh.requirements.map((found): RequirementResult => {
    const [was, is, kept] = [old.get(found.id), asked.get(found.id), verdicts.get(found.id)];
    const isKept = was && is && kept && isVerdict(kept) && isSameQuestion(was, is);
    return isKept ? { ...kept, kind: found.kind } : found;
  });
  const warnings = [
    ...stored.warnings.filter(({ code }) => !ABOUT_CRITERIA.has(code)),
    ...fresh.warnings.filter(({ code }) => ABOUT_CRITERIA.has(code)),
  ];
  const { candidate } = stored;
  return weighed({ ...fresh, candidate, requirements, warnings }, criteria);
}

/** Whether a requirement asks for the same as another: what it weighs doesn't matter. */
function isSameQuestion(one: CriteriaRequirement, other: CriteriaRequirement): boolean {
  return one.id === other.id && one.text === other.text && one.years === other.years &&
    one.any_of.length === other.any_of.length &&
    one.any_of.every((name, at) => name === other.any_of[at]);
}

/** Its requirements are those of the criteria, in their order. */
function weighed(assessment: Assessment, { requirements, weights }: Criteria): Assessment {
  const found = assessment.requirements;
  const verdicts = found.map(({ kind, value, years_value }, at) => ({
    kind,
    weight: requirements[at].weight,
    value,
    years_value,
  }));
  const similarity = assessment.parts.find(({ part }) => part === "similarity")?.value ?? 0;
  const parts = partsOf(verdicts, similarity, weights);
  const knockouts = requirements.map(({ text, knockout }, at) => ({
    text,
    knockout,
    met: found[at].met,
  }));
  const others = assessment.gates.filter(({ gate }: Gate) => gate !== "knockouts");
  const gates = [...knockoutGate(knockouts), ...others];
  return { ...assessment, score: scoreOfParts(parts), parts, gates };
}

/** Results of versions before had no values. */
function hasVerdicts({ requirements }: Assessment, asked: CriteriaRequirement[]): boolean {
  return requirements.length === asked.length &&
    requirements.every((it, at) => isVerdict(it) && it.id === asked[at].id);
}

function isVerdict({ value }: Partial<RequirementResult>): boolean {
  return value !== undefined;
}
