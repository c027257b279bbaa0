import { idf, isFiller } from "@/lib/resume/idf.ts";
import type { Requirement } from "@/lib/resume/job.ts";
import type { Language } from "@/lib/resume/language.ts";
import { type Term, termsIn } from "@/lib/resume/terms.ts";
import { yearsIn } from "@/lib/resume/years.ts";

/** A requirement with the terms that have to be found for it. */
export interface Demand {
  requirement: Requirement;
  /** Stem to its weight (see idf) and the word as the job wrote it. */
  terms: Map<string, { weight: number; word: string }>;
  total: number;
  /** True for "years as X", which only a position as X shows; false for "years of X". */
  asRole: boolean;
}

function withoutYears(text: string): string {
  let rest = text;
  for (const { from, to } of yearsIn(text).toReversed()) {
    rest = `${rest.slice(0, from)} ${rest.slice(to)}`;
  }
  return rest;
}

// "Critical thinking: to solve cases": what comes after the colon explains and weighs less.
const EXPLANATION = 0.3;
const AS_ROLE = /\b(?:as|role|position|job|als|como|comme|come|jako)\b/iu;
const LABEL = /^([^:]{3,90}):\s+(?=\S)/u;

function weighted(text: string, language: Language): { term: Term; share: number }[] {
  const label = LABEL.exec(text);
  const head = label === null ? text : label[1];
  const terms = termsIn(head, language).map((term) => ({ term, share: 1 }));
  const telling = terms.some(({ term }) => !isFiller(term.stem));
  if (label === null) return terms;
  // "Skills required: Java, SQL" has its content after the colon.
  const share = telling ? EXPLANATION : 1;
  const rest = termsIn(text.slice(label[0].length), language);
  return [...terms, ...rest.map((term) => ({ term, share }))];
}

/**
 * The terms of a requirement, without its numbers of years and without the words that every job
 * uses; where nothing else is left ("excellent skills") those count. Empty for "5 years required".
 */
export function demandOf(requirement: Requirement, language: Language): Demand {
  const all = weighted(withoutYears(requirement.text), language);
  const telling = all.filter(({ term }) => !isFiller(term.stem));
  const kept = telling.length > 0 || requirement.years !== null ? telling : all;
  const terms = new Map<string, { weight: number; word: string }>();
  for (const { term: { stem, word }, share } of kept) {
    const weight = idf(stem) * share;
    if (weight > (terms.get(stem)?.weight ?? 0)) terms.set(stem, { weight, word });
  }
  let total = 0;
  for (const { weight } of terms.values()) total += weight;
  return { requirement, terms, total, asRole: AS_ROLE.test(requirement.text) };
}
