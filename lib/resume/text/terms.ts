import { isFunctionWord, type Language } from "@/lib/resume/text/language.ts";
import { stem } from "@/lib/resume/text/stems.ts";
import { tokenize } from "@/lib/resume/text/tokens.ts";

/** A word with a meaning: its stem, and the word as it is shown. */
export interface Term {
  stem: string;
  word: string;
}

/** The terms of tokens in their order, function words left out. */
export function termsOf(tokens: string[], language: Language): Term[] {
  const terms: Term[] = [];
  for (const word of tokens) {
    if (isFunctionWord(word, language) || isFunctionWord(word, "en")) continue;
    if (word.length === 1 && !/\p{L}/u.test(word)) continue;
    terms.push({ stem: stem(word, language), word });
  }
  return terms;
}

/** The terms of a text, see `tokenize` and `termsOf`. */
export function termsIn(text: string, language: Language): Term[] {
  return termsOf(tokenize(text), language);
}
