import { type Choice, choicesIn } from "@/lib/resume/job/alternatives.ts";
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

const AS_ROLE = /(?<!\bsuch )\b(?:as|role|position|job|als|como|comme|come|jako)\b/iu;

// "Critical thinking: to solve cases": what comes after the colon explains and weighs less.
const LABEL = /^([^:]{3,90}):\s+(?=\S)/u;
const EXPLANATION = 0.3;

// "Relational databases such as PostgreSQL or MySQL": what names the kind says little beside them.
const KIND_SHARE = 0.25;
/** The words right before a choice that may name its kind. */
const KIND_WORDS = 3;

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

/** One term of a choice: of each name its most telling word, any of which is enough. */
function choiceTerm(names: string[], language: Language): DemandTerm {
  const words = new Map<string, string>();
  let weight = 0;
  for (const name of names) {
    const terms = termsIn(name, language).map((term) => ({ ...term, weight: idf(term.stem) }));
    const best = terms.reduce<Weighted | undefined>(
      (most, term) => most === undefined || term.weight > most.weight ? term : most,
      undefined,
    );
    if (best === undefined) continue;
    words.set(best.stem, best.word);
    weight = Math.max(weight, best.weight);
  }
  return { words, weight };
}

/** The stems of the words that name what a choice is of; none where the choice stands for itself. */
function kindStems(text: string, names: string[], language: Language): Set<string> {
  const from = names.map((name) => text.indexOf(name)).filter((at) => at !== -1);
  const before = text.slice(0, Math.min(...from));
  const given =
    /^(.*?)[,(（]?\s*(?:such as|like|e\.\s?g\.|for example|[(（]\D{0,12}|\p{L}{1,3}\.\s?\p{L}{1,4}\.)[,:]?\s*$/su
      .exec(before.slice(-200));
  if (given === null) return new Set();
  const words = given[1].trim().split(/\s+/).slice(-KIND_WORDS).join(" ");
  return new Set(termsIn(words, language).map(({ stem }) => stem));
}

function single(terms: Weighted[], without: Set<string>): DemandTerm[] {
  const found = new Map<string, DemandTerm>();
  for (const { stem, word, weight } of terms) {
    if (without.has(stem)) continue;
    const term = found.get(stem) ?? { words: new Map([[stem, word]]), weight: 0 };
    term.weight = Math.max(term.weight, weight);
    found.set(stem, term);
  }
  return [...found.values()];
}

function grouped(
  terms: Weighted[],
  { anyOf }: Requirement,
  text: string,
  language: Language,
): DemandTerm[] {
  if (anyOf.length === 0) return single(terms, new Set());
  // A text may leave a second choice beside the one that the requirement names.
  const others: Choice[] = choicesIn(text, language).filter(({ names }) =>
    names.every((name) => !anyOf.includes(name))
  );
  const choices = [anyOf, ...others.map(({ names }) => names)];
  const groups = choices.map((names) => choiceTerm(names, language))
    .filter(({ words }) => words.size > 0);
  // A person named them beside a text that holds none of them: that is only what they are called.
  if (!anyOf.some((name) => text.includes(name))) return groups;
  const taken = new Set(
    choices.flat().flatMap((name) => termsIn(name, language)).map((t) => t.stem),
  );
  const kind = kindStems(text, anyOf, language);
  const rest = single(terms, taken);
  const ofKind = rest.filter(({ words }) => words.keys().some((stem) => kind.has(stem)));
  const weight = ofKind.reduce((sum, term) => sum + term.weight, 0);
  const most = KIND_SHARE * (groups[0]?.weight ?? 0);
  for (const term of ofKind) if (weight > most) term.weight *= most / weight;
  return [...groups, ...rest];
}

/**
 * The terms of a requirement, without its numbers of years and without the words that every job
 * uses; where nothing else is left ("excellent skills") those count. Empty for "5 years required".
 */
export function demandOf(requirement: Requirement, language: Language): Demand {
  const text = withoutYears(requirement.text);
  const all = weighted(text, language);
  const telling = all.filter(({ stem }) => !isFiller(stem));
  const bare = telling.length === 0 && requirement.years === null && requirement.anyOf.length === 0;
  const terms = grouped(bare ? all : telling, requirement, text, language);
  const total = terms.reduce((sum, { weight }) => sum + weight, 0);
  return { requirement, terms, total, asRole: AS_ROLE.test(requirement.text) };
}
