import { demandOf } from "@/lib/resume/job/demand.ts";
import type { ReadRequirement } from "@/lib/resume/job/requirements.ts";
import type { Language } from "@/lib/resume/text/language.ts";
import { MAX_REQUIREMENTS } from "@/lib/wire/review/criteria.ts";
import type { RequirementKind } from "@/lib/wire/result.ts";

/** Sentences of prose that are kept: a reader marks about so many of a page. */
const MAX_PROSE: Record<RequirementKind, number> = { must: 14, nice: 6, responsibility: 8 };

/** A sentence tells by its best words; that it goes on for long tells nothing. */
const BEST_WORDS = 4;
/** What a number of years or a choice of names adds, in the units of idf. */
const EXACT = 4;

function tellingOf(requirement: ReadRequirement, language: Language): number {
  const weights = demandOf(requirement, language).terms.map(({ weight }) => weight)
    .toSorted((a, b) => b - a).slice(0, BEST_WORDS);
  const exact = (requirement.years === null ? 0 : EXACT) +
    (requirement.anyOf.length > 0 ? EXACT : 0);
  return weights.reduce((sum, weight) => sum + weight, exact);
}

/** Sentences that only repeat what another line of their kind says as well. */
function merged(requirements: ReadRequirement[], language: Language): ReadRequirement[] {
  const stems = requirements.map((requirement) =>
    new Set(demandOf(requirement, language).terms.flatMap(({ words }) => [...words.keys()]))
  );
  return requirements.filter((requirement, at) =>
    requirement.listed || stems[at].size === 0 ||
    !requirements.some((other, place) =>
      place !== at && other.kind === requirement.kind &&
      (requirement.years === null || requirement.years === other.years) &&
      stems[at].isSubsetOf(stems[place]) &&
      (stems[at].size < stems[place].size || place < at)
    )
  );
}

function mostTelling(
  requirements: ReadRequirement[],
  most: number,
  language: Language,
): ReadRequirement[] {
  if (requirements.length <= most) return requirements;
  const ranked = requirements.map((requirement) => ({
    requirement,
    telling: tellingOf(requirement, language),
  })).toSorted((a, b) => b.telling - a.telling);
  const kept = new Set(ranked.slice(0, most).map(({ requirement }) => requirement));
  return requirements.filter((requirement) => kept.has(requirement));
}

/** So many are compared with each other: past that it takes the square of them. */
const MAX_COMPARED = 400;
const ORDER: RequirementKind[] = ["must", "nice", "responsibility"];

/**
 * The requirements that are kept, must-haves first, each kind in the job's order: all that is listed,
 * up to MAX_REQUIREMENTS, and of sentences the most telling. `cut` where something was left out.
 */
export function keptOf(
  requirements: ReadRequirement[],
  language: Language,
): { kept: ReadRequirement[]; cut: boolean } {
  const first = requirements.slice(0, MAX_COMPARED);
  const long = ORDER.some((kind) =>
    first.filter((one) => one.kind === kind && !one.listed).length > MAX_PROSE[kind]
  );
  const all = long ? merged(first, language) : first;
  const sorted = ORDER.flatMap((kind) => {
    const prose = all.filter((one) => one.kind === kind && !one.listed);
    const told = new Set(mostTelling(prose, MAX_PROSE[kind], language));
    return all.filter((one) => one.kind === kind && (one.listed || told.has(one)));
  });
  const kept: ReadRequirement[] = [];
  for (const kind of ORDER) {
    const room = MAX_REQUIREMENTS - kept.length;
    kept.push(...mostTelling(sorted.filter((one) => one.kind === kind), room, language));
  }
  return { kept, cut: kept.length < all.length || first.length < requirements.length };
}
