import { asks } from "@/lib/resume/job/asking.ts";
import { isFiller } from "@/lib/resume/text/idf.ts";
import { isFunctionWord, type Language } from "@/lib/resume/text/language.ts";
import { termsIn } from "@/lib/resume/text/terms.ts";

/** A name of more words than this is a clause. */
export const MAX_NAME_WORDS = 3;
/** A name stands within so many characters of the end of an item that it is looked for at. */
const MAX_LOOK = 160;

/** One item of an enumeration, and where it stands in its text. */
export interface Item {
  text: string;
  from: number;
  to: number;
  /** What stands before it. */
  joint: "" | "or" | "comma" | "and";
}

/** A stretch of a text; empty where nothing was found. */
export interface Word {
  text: string;
  from: number;
  to: number;
}

const EDGE = /^["'“„«]+|["'”“».,]+$/gu;

// Scripts without blanks go on right behind a Latin name.
const WORD =
  /[\p{Script=Latin}\p{N}+#.&'’/-]+(?=[\p{Script=Han}\p{Script=Hiragana}])|[\p{Script=Han}\p{Script=Katakana}ー]+(?=[\p{Script=Hiragana}\p{N}\p{Script=Latin}])|\S+/gu;

function words({ text, from }: Item): Word[] {
  return [...text.matchAll(WORD)].map((match) => ({
    text: match[0],
    from: from + match.index,
    to: from + match.index + match[0].length,
  }));
}

const ARTICLE =
  /^(?:an?|the|some|ein\p{L}*|der|die|das|une?|l[ea]|les|el|il|lo|een|het|de|en|ett)\s/iu;

function isFillerWord(word: string, language: Language): boolean {
  const terms = termsIn(word.replace(EDGE, "").toLowerCase(), language);
  return terms.length > 0 && terms.every(({ stem }) => isFiller(stem));
}

const EITHER = /^(?:either|entweder|soit|antingen|enten|joko|aut|buď|либо|ya)$/u;

function isGrammar(word: string, language: Language): boolean {
  const plain = word.replace(EDGE, "").toLowerCase();
  if (EITHER.test(plain) || asks(plain)) return true;
  if (isFunctionWord(plain, language) || isFunctionWord(plain, "en")) return true;
  return isFillerWord(plain, language) || /^\d+\+?$/.test(plain);
}

/** The name that an item ends with. */
export function lastName(item: Item, language: Language): Word {
  const from = Math.max(item.from, item.to - MAX_LOOK);
  const near = { ...item, text: item.text.slice(-MAX_LOOK), from };
  const run = nameRun(words(near).toReversed(), language).toReversed();
  const start = run.findIndex(({ text }) => !isGrammar(text, language));
  return joined(start === -1 ? [] : run.slice(start), item);
}

/** The name that an item begins with. */
export function firstName(item: Item, language: Language): Word {
  const text = item.text.slice(0, MAX_LOOK).trim().replace(ARTICLE, "");
  if (namesNothing(text)) return { ...item, text: "" };
  const all = words({ ...item, text: item.text.slice(0, MAX_LOOK) });
  const start = all.findIndex(({ text }) =>
    !ARTICLE.test(`${text} `) && !isFillerWord(text, language)
  );
  return joined(nameRun(start === -1 ? [] : all.slice(start), language), item);
}

/** The words from the first on that belong to one name: capitals go with capitals. */
function nameRun(all: Word[], language: Language): Word[] {
  const capital = isCapital(all[0]?.text ?? "");
  const end = all.findIndex(({ text, from, to }, at) => {
    // Where no blank parts words, a name ends with its script.
    if (from === all[at - 1]?.to || to === all[at - 1]?.from) return true;
    if (!capital) return isGrammar(text, language);
    return !isCapital(text) || isFunctionWord(text.toLowerCase(), "en");
  });
  return all.slice(0, Math.min(end === -1 ? all.length : end, capital ? MAX_NAME_WORDS : 2));
}

export function isCapital(word: string): boolean {
  return /[\p{Lu}\p{N}\p{Lo}+#]/u.test(word);
}

function joined(name: Word[], item: Item): Word {
  if (name.length === 0) return { text: "", from: item.from, to: item.from };
  return {
    text: name.map(({ text }) => text).join(" ").replace(EDGE, ""),
    from: name[0].from,
    to: name[name.length - 1].to,
  };
}

// Words after an "or" that name nothing of their own: "or similar", "or more".
const NOTHING =
  /^(?:more|higher|older|above|better|later|less|equivalent|equal|similar|related|other|others|another|so|not|two|any|comparable|greater|over|the like|the equivalent|a similar|an equivalent|even|both|höher\p{L}*|mehr|vergleichbar\p{L}*|ähnlich\p{L}*|gleichwertig\p{L}*|andere\p{L}*|plus|supérieur\p{L}*|équivalent\p{L}*|similaire\p{L}*|más|superior\p{L}*|similar\p{L}*|equivalente\p{L}*|più|simil\p{L}*|meer|hoger|vergelijkba\p{L}*|gelijkwaardig\p{L}*|motsvarande|liknande|tilsvarende|lignende|vastaava\p{L}*|podobn\p{L}*|pokrewn\p{L}*|wyż\p{L}*|více|vyšší|аналог\p{L}*|выше|более|друг\p{L}*|benzer\p{L}*|üzeri|同等|etc|usw|osv|itp|и т)(?![\p{L}])/iu;
const ET_CETERA =
  /^(?:etc|usw|u\.ä|osv|itp|itd|atd|и т\.?\s?[дп]|и др|vb|vs|and (?:more|so on|others?|the like)|more|等|など)\.?$/iu;

/** True for what stands in an enumeration and names nothing: "similar tools", "etc.". */
export function namesNothing(text: string): boolean {
  return text === "" || NOTHING.test(text) || ET_CETERA.test(text);
}
