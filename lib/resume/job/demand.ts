import { alternativesIn } from "@/lib/resume/job/alternatives.ts";
import { idf, isFiller } from "@/lib/resume/text/idf.ts";
import type { Requirement } from "@/lib/resume/job/requirements.ts";
import type { Language } from "@/lib/resume/text/language.ts";
import { type Term, termsIn } from "@/lib/resume/text/terms.ts";
import { yearsIn } from "@/lib/resume/text/years.ts";

/** A term that a requirement asks for, or several of which one is enough ("Go or Java"). */
export interface DemandTerm {
  /** Each stem with the word it came from. */
  words: Map<string, string>;
  /** See idf. */
  weight: number;
}

/** A requirement with the terms that have to be found for it. */
export interface Demand {
  requirement: Requirement;
  terms: DemandTerm[];
  /** The sum of the weights. */
  total: number;
  /** True for "years as X", which only a position as X shows; false for "years of X". */
  asRole: boolean;
}

const AS_ROLE = /\b(?:as|role|position|job|als|como|comme|come|jako)\b/iu;

// "Critical thinking: to solve cases": what comes after the colon explains and weighs less.
const LABEL = /^([^:]{3,90}):\s+(?=\S)/u;
const EXPLANATION = 0.3;

interface Weighted extends Term {
  weight: number;
}

function withoutYears(text: string): string {
  const found = yearsIn(text);
  const starts = [0, ...found.map(({ to }) => to)];
  return starts.map((start, at) => text.slice(start, found[at]?.from)).join(" ");
}

function weighted(text: string, language: Language): Weighted[] {
  const label = LABEL.exec(text);
  const terms = termsIn(label?.[1] ?? text, language);
  const head = terms.map((term) => ({ ...term, weight: idf(term.stem) }));
  if (label === null) return head;
  // "Skills required: Java, SQL" has its content after the colon.
  const share = terms.some(({ stem }) => !isFiller(stem)) ? EXPLANATION : 1;
  const rest = termsIn(text.slice(label[0].length), language)
    .map((term) => ({ ...term, weight: idf(term.stem) * share }));
  return [...head, ...rest];
}

function grouped(terms: Weighted[], alternatives: Set<string>[]): DemandTerm[] {
  const groups = new Map<string, DemandTerm>();
  // A stem of several sets is in the first.
  const sets = new Map(
    alternatives.toReversed().flatMap((stems) => [...stems].map((stem) => [stem, stems] as const)),
  );
  for (const { stem, word, weight } of terms) {
    const set = sets.get(stem);
    const key = set === undefined ? stem : [...set].join(" ");
    const group = groups.get(key) ?? { words: new Map(), weight: 0 };
    group.words.set(stem, word);
    group.weight = Math.max(group.weight, weight);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/**
 * The terms of a requirement, without its numbers of years and without the words that every job
 * uses; where nothing else is left ("excellent skills") those count. Empty for "5 years required".
 */
export function demandOf(requirement: Requirement, language: Language): Demand {
  const text = withoutYears(requirement.text);
  const all = weighted(text, language);
  const telling = all.filter(({ stem }) => !isFiller(stem));
  const kept = telling.length > 0 || requirement.years !== null ? telling : all;
  const terms = grouped(kept, alternativesIn(text, language));
  const total = terms.reduce((sum, { weight }) => sum + weight, 0);
  return { requirement, terms, total, asRole: AS_ROLE.test(requirement.text) };
}
