import { isFunctionWord, type Language } from "@/lib/resume/text/language.ts";

/** Scripts that no supported language is written in; Han without kana is Chinese. */
const SCRIPTS: [name: string, letter: RegExp][] = [
  ["Japanese", /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ["Korean", /\p{Script=Hangul}/gu],
  ["Chinese", /\p{Script=Han}/gu],
  ["Ukrainian", /[іїєґ]/giu],
  ["Russian", /\p{Script=Cyrillic}/gu],
  ["Greek", /\p{Script=Greek}/gu],
  ["Arabic", /\p{Script=Arabic}/gu],
  ["Hebrew", /\p{Script=Hebrew}/gu],
  ["Thai", /\p{Script=Thai}/gu],
  ["Hindi", /\p{Script=Devanagari}/gu],
];
/** Kana, and the letters of Ukrainian, are few among the others of their texts. */
const TELLING = new Map([["Japanese", 0.1], ["Ukrainian", 0.02]]);
const MOST = 0.5;

// Words of grammar that no supported language has.
const WORDS: [name: string, words: string][] = [
  ["Polish", "i w na z do oraz się jest dla przez po od przy jako są był była nie że ze pracy"],
  ["Czech", "a v na s se je pro do od při jako jsem byl byla nebo také ve ze práce praxe"],
  ["Slovak", "a v na s sa je pre do od pri ako som bol bola alebo tiež vo zo práce"],
  ["Danish", "og af til på med som jeg ikke har er ved samt fra eller min mit hos blev også"],
  ["Norwegian", "og av til på med som jeg ikke har er ved samt fra eller min mitt hos ble også"],
  ["Finnish", "ja on sekä olen myös että tai kanssa oli ollut joka minulla mukaan lisäksi vuonna"],
  ["Turkish", "ve bir ile için olarak olan çok bu da de gibi daha en sonra kadar üzere yıl"],
  ["Hungarian", "és a az egy hogy nem is volt vagy mint meg el számára valamint éves"],
  ["Romanian", "și în la cu pentru din pe de sau este sunt fost care prin ale unui unei"],
  ["Indonesian", "dan yang di dengan untuk dari pada dalam sebagai saya adalah oleh ini atau"],
  ["Vietnamese", "và của các cho với trong là được có tại đã từ những công"],
];

/** Each word with the languages that have it. */
const NAMES = Map.groupBy(
  WORDS.flatMap(([name, words]) => words.split(" ").map((word) => ({ word, name }))),
  ({ word }) => word,
);

/** So much of a text tells its language: characters for its script, words for its grammar. */
const SAMPLE_LETTERS = 10_000;
const SAMPLE_WORDS = 3_000;
const FEWEST_LETTERS = 30;
/** An unsupported language has at least so many words of grammar, and so much more than the nearest one that is. */
const FEWEST_WORDS = 6;
const MORE = 1.3;

/** Latin letters, marks and signs: nearly all of most texts, in few runs. */
const LATIN = /[^\u0370-\u1dff\u1f00-\u1fff\u2c00-\uffff]+/g;

function byScript(text: string): string | null {
  const sample = text.slice(0, SAMPLE_LETTERS);
  if (sample.replace(LATIN, "").length < FEWEST_LETTERS) return null;
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  const other = sample.match(/(?!\p{Script=Latin})\p{L}/gu)?.length ?? 0;
  if (other < letters * MOST) return null;
  const found = SCRIPTS.find(([name, letter]) =>
    (sample.match(letter)?.length ?? 0) >= letters * (TELLING.get(name) ?? MOST / 2)
  );
  return found?.[0] ?? null;
}

function byWords(tokens: string[], language: Language): string | null {
  const counts = new Map<string, number>();
  let supported = 0;
  for (const token of tokens.slice(0, SAMPLE_WORDS)) {
    if (isFunctionWord(token, language)) supported++;
    for (const { name } of NAMES.get(token) ?? []) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const [name, most] = [...counts].reduce((best, one) => one[1] > best[1] ? one : best, ["", 0]);
  return most >= FEWEST_WORDS && most > supported * MORE ? name : null;
}

/**
 * The English name of the language of a text that is read without knowing its grammar, or null
 * where it is a supported one or nothing tells.
 * @param tokens the words of the text, in lower case
 * @param language the supported language that is nearest
 */
export function otherLanguageOf(text: string, tokens: string[], language: Language): string | null {
  return byScript(text) ?? byWords(tokens, language);
}
