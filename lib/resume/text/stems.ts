import { newStemmer } from "snowball-stemmers";
import type { Language } from "@/lib/resume/text/language.ts";
import { noProduct, ownStem } from "@/lib/resume/text/separate_words.ts";
import { familyOf } from "@/lib/resume/text/word_families.ts";

interface Stemmer {
  stem(word: string): string;
}

const ALGORITHM: Record<Language, string> = {
  en: "english",
  de: "german",
  fr: "french",
  es: "spanish",
  it: "italian",
  pt: "portuguese",
  nl: "dutch",
  sv: "swedish",
};

// Two million characters of words at most; stemming is the dearest step of a score.
const MAX_CACHED = 50_000;

const stemmers = new Map<Language, { stemmer: Stemmer; cache: Map<string, string> }>();

function stemmerFor(language: Language) {
  let entry = stemmers.get(language);
  if (entry === undefined) {
    entry = { stemmer: newStemmer(ALGORITHM[language]), cache: new Map() };
    stemmers.set(language, entry);
  }
  return entry;
}

// British and American spelling, and verbs in -yse.
function spelling(word: string): string {
  return word
    .replace(
      /(?<=\p{L}(?:al|an|im|or|er|ic|at|ol|on|in|il|gn|ar))is(e|ed|es|ing|ation|ations)$/u,
      "iz$1",
    )
    .replace(/lys(e|ed|es|ing)$/u, "lyz$1")
    .replace(/(?<=\p{L}{2})our(s|ed|ing|al)?$/u, "or$1");
}

function english(token: string, stemmer: Stemmer): string {
  return familyOf(ownStem(token) ?? noProduct(stemmer.stem(spelling(token))));
}

/** The longest token that is stemmed: longer ones are data, and stemming may take their square in time. */
const MAX_STEMMED = 40;

/** The stem that a token shares with its inflections: managed and management are one. */
export function stem(token: string, language: Language): string {
  if (token.length <= 2 || token.length > MAX_STEMMED) return token;
  const { stemmer, cache } = stemmerFor(language);
  const known = cache.get(token);
  if (known !== undefined) return known;
  // Names with signs or digits (c++, .net, r-language) and short ones are not inflected.
  if (!/^[\p{L}\p{M}]+$/u.test(token)) return token;
  const stemmed = language === "en" ? english(token, stemmer) : stemmer.stem(token);
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(token, stemmed);
  return stemmed;
}
