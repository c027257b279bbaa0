import type { Resume } from "@/lib/resume/reading/parse.ts";
import { tokenize } from "@/lib/resume/text/tokens.ts";

/** A line of personal data is short; a longer one that begins alike is about work. */
const MAX_LINE = 100;

// Lines that tell age, gender, family, origin or looks, in English, German, French, Spanish, Italian,
// Portuguese, Dutch and Polish.
const PERSONAL_LINE = new RegExp(
  "^(?:date of birth|d\\.?o\\.?b\\b|born\\b|birth ?(?:date|day|place)|place of birth|gender|sex\\b|age\\b|" +
    "marital status|married\\b|single\\b|nationality|citizenship|religion|photo\\b|children\\b|" +
    "geburts|geboren|geschlecht|familienstand|staatsangehörigkeit|nationalität|konfession|" +
    "né(?:e)? le|date de naissance|lieu de naissance|sexe\\b|âge\\b|situation familiale|nationalité|" +
    "fecha de nacimiento|lugar de nacimiento|sexo\\b|edad\\b|estado civil|nacionalidad|" +
    "data di nascita|luogo di nascita|nat[oa] (?:a|il)\\b|sesso\\b|età\\b|stato civile|nazionalità|" +
    "data de nascimento|idade\\b|nacionalidade|geboortedatum|geslacht\\b|nationaliteit|" +
    "data urodzenia|płeć\\b|stan cywilny|narodowość)",
  "iu",
);

/**
 * The tokens of a resume's lines that may be scored: without the name and the place where they stand
 * together, and without lines of age, gender, family or origin.
 */
export function impersonal({ lines, tokens, name, location }: Resume): string[][] {
  const known = [name, location].map((text) => new Set(tokenize(text ?? "")))
    .filter((words) => words.size > 0);
  return tokens.map((line, at) => {
    const { text } = lines[at];
    if (text.length <= MAX_LINE && PERSONAL_LINE.test(text)) return [];
    let rest = line;
    for (const words of known) {
      const here = new Set(line);
      if (words.isSubsetOf(here)) rest = rest.filter((token) => !words.has(token));
    }
    return rest;
  });
}
