import { EASTERN_FAMILY, isGivenName } from "@/lib/resume/reading/names/given_names.ts";
import { isFamilyToo, isTitleWord, namesJob } from "@/lib/resume/reading/names/job_titles.ts";
import { hasNoNameWord, isNoNameWord } from "@/lib/resume/reading/names/no_name_words.ts";

const MAX_NAME = 60;
const MAX_WORDS = 6;

/** A capital or a letter of a script without them begins each word. */
const WORD = /^[\p{Lu}\p{Lt}\p{Script=Georgian}][\p{L}\p{M}'’.\-]*$/u;
const SMALL_WORD = /^\p{Ll}[\p{L}\p{M}'’.\-]*$/u;
const PARTICLE =
  /^(?:d['’]\p{L}+|de|da|do|dos|das|du|des|del|della|delle|di|van|von|vom|zum|zur|der|den|het|'t|ter|ten|te|la|las|le|los|el|al|ul|bin|ibn|bint|abu|ben|bar|zu|und|y|e|af|av|mac|ap|op|san|st|of|o'|as|us|i)$/iu;
const EASTERN = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}ー々・]+$/u;
const UNCASED = /^[\p{Lo}\p{Lm}\p{M}'’".\-]+$/u;

/** What a piece of text is as a name. */
export interface NameShape {
  words: string[];
  /** A first name, or a family name of the East, is a known one. */
  known: boolean;
  /** It has a word of documents, firms, places, skills or trades. */
  doubtful: boolean;
  /** All in small letters: only an address or the size of its type can make it a name. */
  small: boolean;
}

function easternShape(name: string, words: string[]): NameShape | undefined {
  const letters = name.replace(/[\s・]/g, "");
  const longest = /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(letters) ? 12 : 6;
  if (letters.length < 2 || letters.length > longest || words.length > 3) return undefined;
  const hangul = /\p{Script=Hangul}/u.test(letters);
  if (hangul && letters.length > 5) return undefined;
  const known = EASTERN_FAMILY.test(letters) && letters.length <= 5;
  return { words, known, doubtful: hasNoNameWord(name) || namesJob(name), small: false };
}

function uncasedShape(name: string, words: string[]): NameShape | undefined {
  if (!words.every((word) => UNCASED.test(word)) || words.length > 5) return undefined;
  if (name.replace(/\s/g, "").length < 3) return undefined;
  return { words, known: false, doubtful: hasNoNameWord(name) || namesJob(name), small: false };
}

/** The shape of a piece as a name, or undefined where it can't be one. */
export function nameShapeOf(name: string): NameShape | undefined {
  if (name.length < 2 || name.length > MAX_NAME || /[\d@:/\\()[\]{}|,;?!&+=<>•]/u.test(name)) {
    return undefined;
  }
  const words = name.split(/\s+/);
  if (words.length > MAX_WORDS) return undefined;
  if (words.every((word) => EASTERN.test(word))) return easternShape(name, words);
  if (/\p{Lo}/u.test(name)) return uncasedShape(name, words);
  const small = words.every((word) => SMALL_WORD.test(word));
  const fits = small || words.every((word) => WORD.test(word) || PARTICLE.test(word));
  const capitals = words.filter((word) => WORD.test(word)).length;
  if (!fits || (!small && capitals === 0) || !/\p{L}{2}/u.test(name)) return undefined;
  const lower = words.map((word) => word.toLowerCase());
  const known = lower.some(isGivenName);
  return { words, known, doubtful: lower.some((word, at) => isDoubtful(word, at, lower)), small };
}

// "Larry Page" and "Anna Baker", but neither "Head Chef" nor "Page".
function isDoubtful(word: string, at: number, words: string[]): boolean {
  // "San Diego", "New Delhi".
  if (
    at === 0 && words.length === 2 &&
    /^(?:san|santa|los|las|new|fort|north|south|east|west)$/.test(word)
  ) {
    return true;
  }
  const parts = [word.replace(/\.$/, ""), ...word.split("-")];
  if (!parts.some((part) => isTitleWord(part) || isNoNameWord(part))) return false;
  return !(at > 0 && at === words.length - 1 && isFamilyToo(word) && isGivenName(words[0]));
}
