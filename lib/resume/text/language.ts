/** The languages whose words are stemmed; others are read as English. */
export type Language = "en" | "de" | "fr" | "es" | "it" | "pt" | "nl" | "sv";

// Articles, prepositions and the like; but for English also the words that every job uses.
const FUNCTION_WORDS: Record<Language, string> = {
  en:
    "a an the and or of to in on at by for with from as is are was were be been being am has have " +
    "had do does did will would can could should shall may might not no nor so than then that this " +
    "these those there their they them he she him her his hers its it we us our you your yours i me " +
    "my mine who whom whose which what when where while why how all any both each few more most other " +
    "some such only own same too very just also into onto over under about above across after again " +
    "against between but if because until during before through per via up down out off once here etc",
  de:
    "der die das den dem des ein eine einen einem einer und oder in im an am auf für mit von zu zum " +
    "zur bei als ist sind war wir sie ihr ihre du dein nicht auch sowie über aus nach wie durch unter " +
    "mindestens erfahrung erfahrungen kenntnisse gute sehr vorteil wünschenswert bereich umgang jahre",
  fr:
    "le la les un une des du de et ou en dans pour par sur avec au aux ce cette ces est sont vous " +
    "nous votre vos notre nos que qui dont ainsi plus être à " +
    "expérience connaissance connaissances bonne bonnes minimum ans maîtrise",
  es:
    "el la los las un una unos unas y o en de del al para por con su sus se es son que como más " +
    "nuestro nuestra tu tus a lo " +
    "experiencia conocimiento conocimientos mínimo años dominio buenos",
  it:
    "il lo la i gli le un una uno e o di del della dei delle in nel nella per con su da al alla che " +
    "come è sono si nostro tuo " +
    "esperienza conoscenza buona ottima minimo anni",
  pt:
    "o a os as um uma e ou de do da dos das em no na nos nas para por com que como mais é são ao à " +
    "seu sua nosso " +
    "experiência conhecimento conhecimentos mínimo anos domínio bons",
  nl:
    "de het een en of in van voor met op aan bij naar uit als is zijn wij je jij jouw onze ook niet " +
    "door over te " +
    "ervaring kennis goede minimaal jaar",
  sv: "och eller i på av för med till från som är en ett den det de vi du din vår inte även att " +
    "erfarenhet kunskaper goda minst år",
};

const SETS = new Map(
  (Object.entries(FUNCTION_WORDS) as [Language, string][])
    .map(([language, words]) => [language, new Set(words.split(" "))]),
);

/** The languages that have a word among their function words. */
const LANGUAGES_OF = new Map<string, Language[]>();
for (const [language, words] of SETS) {
  for (const word of words) {
    LANGUAGES_OF.set(word, [...LANGUAGES_OF.get(word) ?? [], language]);
  }
}

/** So many words are enough to tell a language. */
const SAMPLE = 3_000;

/** The language with the most function words among the tokens; English where nothing tells. */
export function languageOf(tokens: string[]): Language {
  const hits = new Map([...SETS.keys()].map((language) => [language, 0]));
  for (const token of tokens.slice(0, SAMPLE)) {
    for (const language of LANGUAGES_OF.get(token) ?? []) {
      hits.set(language, (hits.get(language) ?? 0) + 1);
    }
  }
  let best: Language = "en";
  let most = 0;
  for (const [language, count] of hits) {
    // A tie, or nearly one, goes to the earlier language: English comes first.
    if (count > most * 1.1) {
      best = language;
      most = count;
    }
  }
  return best;
}

/** True for words that carry grammar and no meaning. */
export function isFunctionWord(token: string, language: Language): boolean {
  return SETS.get(language)?.has(token) ?? false;
}
