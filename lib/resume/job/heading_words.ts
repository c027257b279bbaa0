import {
  CONNECTING,
  TELLING,
  TELLING_UNSPACED,
  TOLD_PARTS,
  type ToldPart,
} from "@/lib/resume/job/heading_languages.ts";

/** What a part of a job description is about. */
export type JobPart = "must" | "nice" | "responsibility" | "title" | "other" | "unknown";

/** Lower case, no accents, straight apostrophes: as heading words are compared. */
export function folded(text: string): string {
  return text.toLowerCase().replaceAll("’", "'").normalize("NFD").replace(/\p{M}+/gu, "")
    .replaceAll("ı", "i").replaceAll("ł", "l").replaceAll("ø", "o").replaceAll("ß", "ss")
    .replaceAll("æ", "ae");
}

const CONNECTING_WORDS = new Set(CONNECTING.split(" ").map(folded));

/** Words in a row; of the last one the beginning is enough, unless `whole`. */
interface Tell {
  part: ToldPart;
  words: string[];
  whole: boolean;
}

const PREFIX = 2;

/** All tells by the first letters of their first word. */
const TELLS: Map<string, Tell[]> = Map.groupBy(
  Object.values(TELLING).flatMap((parts) =>
    TOLD_PARTS.flatMap((part) => parts[part].split("|").map((name) => tellOf(part, name)))
  ),
  ({ words }) => words[0].slice(0, PREFIX),
);

function tellOf(part: ToldPart, name: string): Tell {
  return { part, words: folded(name.replace("!", "")).split(" "), whole: name.endsWith("!") };
}

// French and Italian join these to the next word.
const ELISION = /^(?:l|d|qu|n|s|c|j|m|t|dell|all|un)'/;

function wordsOf(name: string): string[] {
  return name.split(/[^\p{L}\p{N}']+/u).map((word) => word.replace(ELISION, ""))
    .filter((word) => word !== "" && word !== "'");
}

function matchesAt(words: string[], at: number, tell: Tell): boolean {
  return tell.words.every((word, place) => {
    const here = words[at + place];
    if (here === undefined) return false;
    const open = place === tell.words.length - 1 && !tell.whole;
    return open ? here.startsWith(word) : here === word;
  });
}

/** The tells of a heading, each with the place of its first word. */
function tellsIn(words: string[]): { tell: Tell; at: number }[] {
  return words.flatMap((word, at) =>
    (TELLS.get(word.slice(0, PREFIX)) ?? []).filter((tell) => matchesAt(words, at, tell))
      .map((tell) => ({ tell, at }))
  );
}

/** The same for scripts that are written without blanks: what tells may stand anywhere. */
const UNSPACED = TOLD_PARTS.map((part) =>
  [part, new RegExp(folded(TELLING_UNSPACED[part]), "gu")] as const
);
/** The connecting words of those scripts. */
const CONNECTING_UNSPACED =
  /职位|岗位|職位|主要|基本|我们|我們|具体的?|以下|する|の|な|お|ご|方|人|你|您|是|的/gu;
/** So many of the letters of such a heading may be others. */
const MAX_REST = 0.4;

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** True for a line of a script that is written without blanks. */
export function isUnspaced(text: string): boolean {
  return CJK.test(text);
}

/** The part that the words of a folded heading tell, or undefined. */
export function toldPart(name: string): ToldPart | undefined {
  if (isUnspaced(name)) return UNSPACED.find(([, words]) => name.search(words) !== -1)?.[0];
  const parts = new Set(tellsIn(wordsOf(name)).map(({ tell }) => tell.part));
  return TOLD_PARTS.find((part) => parts.has(part));
}

/** True where a folded line has hardly any words but those of headings. */
export function isOnlyHeading(name: string): boolean {
  if (!isUnspaced(name)) return unknownWords(name).length === 0;
  const rest = UNSPACED.reduce((text, [, words]) => text.replace(words, ""), name)
    .replace(CONNECTING_UNSPACED, "");
  return lettersIn(rest) <= lettersIn(name) * MAX_REST && !/[。、]/.test(name);
}

/** The words of a folded heading that neither tell nor connect. */
export function unknownWords(name: string): string[] {
  const words = wordsOf(name);
  const told = new Set(
    tellsIn(words).flatMap(({ tell, at }) => tell.words.map((_, place) => at + place)),
  );
  return words.filter((word, at) => !told.has(at) && !CONNECTING_WORDS.has(word));
}

function lettersIn(text: string): number {
  return text.replace(/[^\p{L}\p{N}]+/gu, "").length;
}
