/** Scripts that put no spaces between words: a name may stand right beside other letters. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/u;

/** Shorter parts of a name are hidden only as they are written: an initial would match everywhere. */
const SHORTEST = 3;

/**
 * A pattern's source for all forms of some words: with and without accents, composed or not, in German
 * spelling, and letter-spaced as in headings. Null where there is nothing to find.
 */
export function formsOf(words: Iterable<string>): string | null {
  const [bounded, free]: Set<string>[] = [new Set(), new Set()];
  for (const word of words) {
    for (const form of spellings(word.trim())) {
      if (UNSPACED.test(form) && form.length > 1) free.add(source(form));
      else if (form.length >= SHORTEST) bounded.add(source(form));
    }
    if (word.length > SHORTEST && /^\p{L}+$/u.test(word)) bounded.add([...word].join("[ \\t]"));
  }
  const longest = (forms: Set<string>) => [...forms].sort((a, b) => b.length - a.length).join("|");
  const parts = [
    bounded.size > 0 ? `(?<![\\p{L}\\p{N}])(?:${longest(bounded)})(?![\\p{L}\\p{N}])` : "",
    longest(free),
  ].filter((part) => part !== "");
  return parts.length > 0 ? parts.join("|") : null;
}

/** The same for parts of two letters, which are hidden only where they are written as in the name. */
export function shortForms(parts: Iterable<string>): string | null {
  const short = [...parts].filter((part) => /^\p{Lu}\p{L}$/u.test(part) && !UNSPACED.test(part));
  if (short.length === 0) return null;
  const forms = short.flatMap((part) => [part, part.toUpperCase()]);
  return `(?<![\\p{L}\\p{N}'’])(?:${[...new Set(forms)].join("|")})(?![\\p{L}\\p{N}'’])`;
}

function spellings(word: string): Set<string> {
  const composed = word.normalize("NFC");
  const german = composed.replaceAll(/[äöüß]/gi, (letter) => GERMAN[letter.toLowerCase()]);
  const folded = composed.normalize("NFD").replaceAll(/\p{M}/gu, "");
  return new Set([composed, composed.normalize("NFD"), folded, german]);
}

const GERMAN: Record<string, string> = { "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss" };

/** As it is, but any white space stands for a space: a name may go over a line's end. */
function source(form: string): string {
  return form.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replaceAll(/\s+/g, "\\s{1,3}");
}
