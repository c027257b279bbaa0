import type { Result } from "@/lib/wire/result.ts";
import { type Match, type MatchField, MAX_SEARCH_WORDS } from "@/lib/wire/review/result_query.ts";

/** What of a match is shown, in UTF-16 units. */
const MAX_SHOWN = 160;

/** Scripts that are written without spaces: a word may begin anywhere. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}]/u;
const WORD_CHARACTER = /[\p{L}\p{N}]/u;

/** Letters that are others with a mark to a reader, and not to Unicode. */
const ALIKE: Record<string, string> = {
  "ß": "ss",
  "æ": "ae",
  "œ": "oe",
  "ø": "o",
  "đ": "d",
  "ð": "d",
  "ł": "l",
  "þ": "th",
  "ı": "i",
};

/** A text of a result in which words may be found. */
export interface SearchText {
  field: MatchField;
  text: string;
  /** The text as words are looked for in it. */
  plain: string;
}

/** Looks for words in results. All must be there, each as a whole word, whatever its accents and case. */
export class ResultSearch {
  readonly #words: string[];

  constructor(text: string) {
    const words = folded(text).split(/[\s,;]+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
    this.#words = [...new Set(words)].slice(0, MAX_SEARCH_WORDS);
  }

  /** Why the result is found; null where it isn't. Who searches again and again keeps its `texts`. */
  matches(result: Result, texts: readonly SearchText[] = searchTexts(result)): Match[] | null {
    const found: Match[] = [];
    for (const word of this.#words) {
      const place = texts.find(({ plain }) => hasWord(plain, word));
      if (!place) return null;
      found.push({ word, field: place.field, text: place.text.slice(0, MAX_SHOWN).toWellFormed() });
    }
    return found;
  }

  /** Whether all words are in the text. */
  isIn(text: string): boolean {
    const plain = folded(text);
    return this.#words.every((word) => hasWord(plain, word));
  }
}

/** Text without accents, widths and capitals: "Žoë" is "zoe". */
export function folded(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}+/gu, "").toLowerCase()
    .replaceAll(/[ßæœøđðłþı]/g, (letter) => ALIKE[letter]);
}

/** Whether the word stands in the text by itself: "java" is not in "javascript", nor "c" in "c++". */
function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isJoined(charBefore(text, at), word) && !isFollowed(text, at + word.length, word)) {
      return true;
    }
  }
  return false;
}

function isJoined(before: string, word: string): boolean {
  return WORD_CHARACTER.test(before) && WORD_CHARACTER.test(word[0]) && !UNSPACED.test(word);
}

function isFollowed(text: string, end: number, word: string): boolean {
  const next = String.fromCodePoint(text.codePointAt(end) ?? 32);
  if (/[+#]/.test(next)) return !/[+#]$/.test(word);
  return WORD_CHARACTER.test(next) && /[\p{L}\p{N}]$/u.test(word) && !UNSPACED.test(word);
}

function charBefore(text: string, at: number): string {
  return at === 0 ? " " : text[at - 1];
}

/**
 * What of a result can be searched, the fields that tell most first. Not its summary, which names what is
 * missing too: who lacks GraphQL would be found by it.
 */
export function searchTexts(result: Result): SearchText[] {
  return textsOf(result).map(([field, text]) => ({ field, text, plain: folded(text) }));
}

function textsOf(result: Result): [MatchField, string][] {
  const { candidate, decision } = result;
  const lists: [MatchField, (string | null | undefined)[]][] = [
    ["name", [candidate.name]],
    ["file", [result.name]],
    ["email", [candidate.email]],
    ["location", [candidate.location]],
    ["skill", [...candidate.skills, ...result.matched]],
    ["evidence", result.requirements.map(({ evidence }) => evidence)],
    ["decision", [decision?.reason, decision?.note]],
  ];
  return lists.flatMap(([field, texts]) =>
    texts.filter((text) => typeof text === "string").map((
      text,
    ): [MatchField, string] => [field, text])
  );
}
