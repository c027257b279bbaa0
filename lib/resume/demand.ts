import { idf, isFiller } from "@/lib/resume/idf.ts";
import type { Requirement } from "@/lib/resume/job.ts";
import type { Language } from "@/lib/resume/language.ts";
import { termsIn } from "@/lib/resume/terms.ts";
import { yearsIn } from "@/lib/resume/years.ts";

/** A requirement with the terms that have to be found for it. */
export interface Demand {
  requirement: Requirement;
  /** Stem to its weight (see idf) and the word as the job wrote it. */
  terms: Map<string, { weight: number; word: string }>;
  total: number;
}

function withoutYears(text: string): string {
  let rest = text;
  for (const { from, to } of yearsIn(text).toReversed()) {
    rest = `${rest.slice(0, from)} ${rest.slice(to)}`;
  }
  return rest;
}

/**
 * The terms of a requirement, without its numbers of years and without the words that every job
 * uses; where nothing else is left ("excellent skills") those count. Empty for "5 years required".
 */
export function demandOf(requirement: Requirement, language: Language): Demand {
  const all = termsIn(withoutYears(requirement.text), language);
  const telling = all.filter((term) => !isFiller(term.stem));
  const terms = new Map<string, { weight: number; word: string }>();
  const kept = telling.length > 0 || requirement.years !== null ? telling : all;
  for (const { stem, word } of kept) terms.set(stem, { weight: idf(stem), word });
  let total = 0;
  for (const { weight } of terms.values()) total += weight;
  return { requirement, terms, total };
}
