import { idf } from "@/lib/resume/text/idf.ts";
import type { Language } from "@/lib/resume/text/language.ts";
import { type Term, termsOf } from "@/lib/resume/text/terms.ts";

/** The words of a text as a vector: each stem once, weighed by how telling it is. */
export interface Profile {
  weights: Map<string, number>;
  norm: number;
}

/** The profile of terms: that a word is there counts, not how often, so repeating it gains nothing. */
export function profileOf(terms: Iterable<Term>): Profile {
  const weights = new Map<string, number>();
  let squares = 0;
  for (const { stem } of terms) {
    if (weights.has(stem)) continue;
    const weight = idf(stem);
    weights.set(stem, weight);
    squares += weight * weight;
  }
  return { weights, norm: Math.sqrt(squares) };
}

/** The cosine of two profiles, 0 to 1; 0 where one is empty. */
export function cosine(a: Profile, b: Profile): number {
  if (a.norm === 0 || b.norm === 0) return 0;
  let dot = 0;
  for (const [stem, weight] of a.weights) dot += weight * (b.weights.get(stem) ?? 0);
  return Math.min(1, dot / (a.norm * b.norm));
}

/** The profile of tokenised lines. */
export function profileOfLines(tokens: string[][], language: Language): Profile {
  return profileOf(tokens.flatMap((line) => termsOf(line, language)));
}
