import type { Language } from "@/lib/resume/text/language.ts";
import { termsIn } from "@/lib/resume/text/terms.ts";

// "Java, Go or Python": words that commas set in a row, up to the "or" and the word after it. Bounded,
// because each word of a long row is tried as a beginning.
const EITHER =
  /(?<![^\s,;:()])((?:[^\s,;:()]{1,30},\s{1,2}){0,6}[^\s,;:()]{1,30}),?\s{1,2}(?:or|oder|ou)\s{1,2}([^\s,;:()]{1,30})/giu;

/** The sets of stems of which a text asks for any one. A word of several terms gives its outer one. */
export function alternativesIn(text: string, language: Language): Set<string>[] {
  return [...text.matchAll(EITHER)].map(([, before, after]) => {
    const first = before.split(",").flatMap((word) => termsIn(word, language).at(-1)?.stem ?? []);
    const last = termsIn(after, language)[0]?.stem;
    return new Set(last === undefined ? first : [...first, last]);
  }).filter((stems) => stems.size > 1);
}
