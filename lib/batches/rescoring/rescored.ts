import { knockoutGate } from "@/lib/resume/match/gates.ts";
import { MAX_POSITIONS, type Reassessment } from "@/lib/resume/assess.ts";
import { warningsAgain } from "@/lib/resume/match/warnings.ts";
import type { Assessment, Gate, RequirementResult } from "@/lib/wire/result.ts";
import type { Criteria, CriteriaRequirement } from "@/lib/wire/review/criteria.ts";
import { partsOf, scoreOfParts } from "@/lib/wire/review/score_parts.ts";

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
  const similarity = stored.parts.find(({ part }) => part === "similarity")?.value ?? 0;
  return weighed(stored, similarity, criteria);
}

/**
 * The verdicts, in the order of the criteria, of the requirements that nobody has changed since `before`;
 * null for the others: only what is asked anew may be answered otherwise.
 */
export function keptVerdicts(
  stored: Assessment,
  before: Criteria | null,
  { requirements }: Criteria,
): (RequirementResult | null)[] {
  const old = new Map(before?.requirements.map((requirement) => [requirement.id, requirement]));
  const verdicts = new Map(stored.requirements.map((verdict) => [verdict.id, verdict]));
  return requirements.map((is) => {
    const [was, kept] = [old.get(is.id), verdicts.get(is.id)];
    const isKept = was && kept && isVerdict(kept) && isSameQuestion(was, is);
    return isKept ? { ...kept, kind: is.kind } : null;
  });
}

/**
 * An assessment with what was matched anew.
 * @param kept of the requirements that were not
 * @throws {RangeError} one was neither kept nor matched
 */
export function merged(
  stored: Assessment,
  { similarity, requirements: fresh, warnings, ...said }: Reassessment,
  kept: readonly (RequirementResult | null)[],
  criteria: Criteria,
): Assessment {
  let room = MAX_POSITIONS;
  const requirements = kept.map((verdict, at): RequirementResult => {
    const found = fresh[at] ?? verdict;
    if (found === null) throw new RangeError(`Cannot score requirement "${at}": no verdict`);
    const positions = found.years?.positions.slice(0, room) ?? [];
    room -= positions.length;
    return found.years ? { ...found, years: { ...found.years, positions } } : found;
  });
  const again = { ...said, warnings: warningsAgain(stored.warnings, warnings) };
  return weighed({ ...stored, ...again, requirements }, similarity, criteria);
}

/** Whether a requirement asks for the same as another: what it weighs doesn't matter. */
function isSameQuestion(one: CriteriaRequirement, other: CriteriaRequirement): boolean {
  return one.id === other.id && one.text === other.text && one.years === other.years &&
    one.any_of.length === other.any_of.length &&
    one.any_of.every((name, at) => name === other.any_of[at]);
}

/** Its requirements are those of the criteria, in their order. */
function weighed(
  assessment: Assessment,
  similarity: number,
  { requirements, weights }: Criteria,
): Assessment {
  const found = assessment.requirements;
  const verdicts = found.map(({ kind, value, years_value }, at) => ({
    kind,
    weight: requirements[at].weight,
    value,
    years_value,
  }));
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
