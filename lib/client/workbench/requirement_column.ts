import type { Candidate } from "@/lib/client/workbench/candidate.ts";
import type { RequirementKind, RequirementResult, Result } from "@/lib/wire/result.ts";

/** A column of the table: one requirement of the job. */
export interface RequirementColumn {
  /** Its place among the requirements of each result, from 0. */
  index: number;
  text: string;
  kind: RequirementKind;
}

/** The columns of a batch. All results of one version of the criteria have the same, in one order. */
export function columnsOf(results: readonly Result[]): RequirementColumn[] {
  const [first] = results;
  return first?.requirements.map(({ text, kind }, index) => ({ index, text, kind })) ?? [];
}

/**
 * What a candidate shows for the requirement of a column; null where there is no score. While a batch
 * is being scored anew, its results have different requirements for a moment: then it goes by the text.
 */
export function shownFor(
  { result }: Candidate,
  { index, text }: RequirementColumn,
): RequirementResult | null {
  const there = result?.requirements[index];
  if (there?.text === text) return there;
  return result?.requirements.find((one) => one.text === text) ?? null;
}
