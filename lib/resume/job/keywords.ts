import type { Piece } from "@/lib/resume/job/requirements.ts";
import { isFunctionWord, type Language } from "@/lib/resume/text/language.ts";
import { yearsIn } from "@/lib/resume/text/years.ts";

const MIN_KEYWORDS = 4;
const MAX_KEYWORDS = 40;

/**
 * The words of an ad that is nothing but a row of them ("python postgresql kafka 5 years"), each as an
 * item of a list; other ads as they are.
 */
export function keywordPieces(pieces: Piece[], language: Language): Piece[] {
  const [only, ...more] = pieces;
  if (only === undefined || more.length > 0 || only.bullet || only.part !== null) return pieces;
  const [years] = yearsIn(only.text);
  const asked = years === undefined ? [] : [only.text.slice(years.from, years.to)];
  const rest = years === undefined
    ? only.text
    : `${only.text.slice(0, years.from)} ${only.text.slice(years.to)}`;
  const words = rest.trim().split(/\s+/, MAX_KEYWORDS + 1);
  const isRow = words.length >= MIN_KEYWORDS && words.length <= MAX_KEYWORDS &&
    words.every((word) => isKeyword(word, language));
  if (!isRow) return pieces;
  return [...words, ...asked].map((text) => ({ text, part: "must", bullet: true }));
}

function isKeyword(word: string, language: Language): boolean {
  const plain = word.toLowerCase();
  return /^[\p{L}\p{N}.][\p{L}\p{N}.+#/-]{0,39}$/u.test(word) && !/[^.]\.$/.test(word) &&
    !isFunctionWord(plain, language) && !isFunctionWord(plain, "en");
}
