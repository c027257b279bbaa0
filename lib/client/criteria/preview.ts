import type { Result } from "@/lib/wire/result.ts";
import type { CriteriaWeights } from "@/lib/wire/review/criteria.ts";
import { partsOf, scoreOfParts } from "@/lib/wire/review/score_parts.ts";

/** What weighs how much: the parts, and the requirements by their ids. */
export interface Weighing {
  weights: CriteriaWeights;
  requirements: ReadonlyMap<string, number>;
}

/** Results as they would be by other weights, in their new order: arithmetic on what they hold. */
export function previewed(results: readonly Result[], weighing: Weighing): Result[] {
  return results.map((result) => weighed(result, weighing))
    .sort((a, b) => b.score - a.score || (a.file_id < b.file_id ? -1 : 1))
    .map((result, i) => ({ ...result, rank: i + 1 }));
}

function weighed(result: Result, { weights, requirements }: Weighing): Result {
  const similarity = result.parts.find(({ part }) => part === "similarity")?.value ?? 0;
  const verdicts = result.requirements.map((it) => ({
    ...it,
    weight: requirements.get(it.id) ?? 1,
  }));
  const parts = partsOf(verdicts, similarity, weights);
  return { ...result, parts, score: scoreOfParts(parts) };
}
