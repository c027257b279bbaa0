import {
  firstName,
  isCapital,
  type Item,
  lastName,
  MAX_NAME_WORDS,
  namesNothing,
} from "@/lib/resume/job/choice_names.ts";
import type { Language } from "@/lib/resume/text/language.ts";
import { MAX_ALTERNATIVES } from "@/lib/wire/review/criteria.ts";

/** Things of which a text asks for any one, and where they stand in it. */
export interface Choice {
  /** As the text writes them: "Go", "Java", "Google Cloud". */
  names: string[];
  from: number;
  to: number;
}

const OR =
  "or|and\\/or|oder|und\\/oder|bzw\\.|beziehungsweise|ou|et\\/ou|oppure|eller|och\\/eller|tai|lub|albo|czy|nebo|anebo|či|или|либо|veya|ya da";
/** Words for "or" that mean something else in other languages. */
const OR_OF: Partial<Record<Language, string>> = {
  es: "o|u|y\\/o",
  it: "o|e\\/o",
  nl: "of|en\\/of",
};
const AND = "and|und|et|y|e|en|och|og|ja|oraz|и|ve|&";

function jointsOf(language: Language): RegExp {
  const or = [OR, OR_OF[language] ?? ""].filter((words) => words !== "").join("|");
  return new RegExp(
    `,?\\s{1,3}(?:either\\s)?(?<or>${or})\\s{1,3}|\\s{1,3}(?<slash>\\/)\\s{1,3}|(?<unspaced>、?または|、?もしくは|、?あるいは|或者?|或是)|(?<comma>,\\s{0,3}|、)(?:(?:${AND})\\s)?|\\s(?<and>${AND})\\s`,
    "giu",
  );
}

const JOINTS = new Map<Language, RegExp>();

/** What joins two items: an "or", a comma, or a slash that has blanks around it. */
function joints(language: Language): RegExp {
  const known = JOINTS.get(language) ?? jointsOf(language);
  JOINTS.set(language, known);
  return known;
}

const BOUNDARY = /[;:()（）!?。]|[.…](?=\s|$)|\s[-–—]\s/gu;

// "such as A, B or C": any one of them shows what is meant.
const EXAMPLES =
  /(?<![\p{L}\p{N}])(?:such as|(?<!would |'d |you |we |i |feel )like(?! to)|e\.\s?g\.,?|eg\.?|for example|for instance|z\.\s?b\.|zum beispiel|beispielsweise|etwa|wie(?= \p{Lu})|tel(?:le)?s? que|par ex(?:emple|\.)|comme|tales como|por ejemplo|p\.\s?ej\.|ad esempio|ad es\.|tais como|por exemplo|p\.\s?ex\.|zoals|bijvoorbeeld|bijv\.|t\.\s?ex\.|till exempel|exempelvis|såsom|f\.\s?eks\.|fx|for eksempel|kuten|esim\.|esimerkiksi|np\.|na przykład|taki(?:ch|e|m|mi) jak|např\.|například|jako je|jako jsou|например|таки[ехм]\p{L}? как|örneğin|örn\.|(?:at least |any )?(?:one|any|either)(?: or more)? of(?: the following)?|mindestens eine[rsnm]? (?:der|von)|au moins un(?:e)? de|al menos un[oa] de|almeno uno tra)(?:\s{1,3}|:\s{0,3}|,\s{0,3})(?=\S)|例えば、?|(?:例如|比如|如)(?=\s?[\p{L}])/giu;
/** The same said behind them: "Java, Kotlinなど". */
const EXAMPLES_BEFORE = /(?:など|等|gibi(?![\p{L}]))/gu;

// One name that a slash is part of.
const COMPOUND =
  /^(?:ci\/cd|cd\/ci|ui\/ux|ux\/ui|tcp\/ip|tcp|pl\/sql|a\/b|i\/o|s\/4hana|and\/or|und\/oder|et\/ou|y\/o|e\/o|en\/of|och\/eller|n\/a|24\/7|ai\/ml|ml\/ai|r\/3|os\/2|os\/390|z\/os|w\/o|hw\/sw|ap\/ar|ar\/ap|m\/w\/d|w\/m\/d|m\/f\/d|f\/m\/x|m\/f|h\/f|f\/h|km\/h|he\/she|his\/her|him\/her|s\/he|der\/die|er\/sie|b2b\/b2c|p&l|db\/2|d\/a|a\/d)$/i;
const SLASHES =
  /(?<![^\s,;:(（])((?:[\p{L}\p{N}+#.’'-]{1,30}\/){1,7}[\p{L}\p{N}+#.’'-]{1,30})(?![\p{L}\p{N}/])/gu;

// Without one of these there is no choice: most lines have none.
const SIGNS = new RegExp(
  `\\/|(?<!\\p{L})(?:${OR}|${
    Object.values(OR_OF).join("|")
  })(?!\\p{L})|または|もしくは|あるいは|或|` +
    `${EXAMPLES.source}|${EXAMPLES_BEFORE.source}`,
  "iu",
);

/** The choices that a text leaves: "Java, Go or Python", "AWS/Azure", "tools such as Jira or Trello". */
export function choicesIn(text: string, language: Language): Choice[] {
  if (!SIGNS.test(text)) return [];
  const found = [
    ...examples(text, language),
    ...clauses(text).flatMap((clause) => listed(itemsOf(clause, language), language)),
    ...slashed(text),
  ].map((choice) => ({ ...choice, names: choice.names.flatMap(slashParts) }))
    .filter(({ names }) => names.length > 1 && names.length <= MAX_ALTERNATIVES);
  const kept: Choice[] = [];
  for (const choice of found) {
    if (kept.every(({ from, to }) => choice.to <= from || choice.from >= to)) kept.push(choice);
  }
  return kept.filter((choice) => !explains(text, choice)).toSorted((a, b) => a.from - b.from);
}

/** "Decision making: hiring or firing people": behind a label only names are a choice. */
function explains(text: string, { names, from }: Choice): boolean {
  const label = /^[^:]{3,90}:\s/.exec(text);
  return label !== null && from >= label[0].length && !names.some(isCapital);
}

function slashParts(name: string): string[] {
  return slashed(name)[0]?.names ?? [name];
}

function slashed(text: string): Choice[] {
  return [...text.matchAll(SLASHES)].flatMap((match) => {
    const names = match[1].split("/").map((name) => name.replace(/\.$/, ""));
    const named = names.every((name) =>
      /\p{L}/u.test(name) && !/^\p{Ll}?\p{L}?$/u.test(name) || /^(?:[CR]|Go|C\+\+|C#)$/.test(name)
    );
    if (COMPOUND.test(match[1].replace(/\.$/, "")) || !named) return [];
    return [{ names, from: match.index, to: match.index + match[0].length }];
  });
}

/** Stretches of a text that an enumeration does not leave. */
function clauses(text: string): { text: string; from: number }[] {
  const bounds = [...text.matchAll(BOUNDARY)];
  const starts = [0, ...bounds.map((bound) => bound.index + bound[0].length)];
  return starts.map((from, at) => ({ from, text: text.slice(from, bounds[at]?.index) }))
    .filter((clause) => clause.text.trim() !== "");
}

function itemsOf(clause: { text: string; from: number }, language: Language): Item[] {
  const items: Item[] = [];
  let from = 0;
  let joint: Item["joint"] = "";
  const add = (to: number) =>
    items.push({
      text: clause.text.slice(from, to),
      from: clause.from + from,
      to: clause.from + to,
      joint,
    });
  for (const match of clause.text.matchAll(joints(language))) {
    add(match.index);
    const { comma, and } = match.groups ?? {};
    joint = comma !== undefined ? "comma" : and !== undefined ? "and" : "or";
    from = match.index + match[0].length;
  }
  add(clause.text.length);
  return items;
}

/** A line that leaves more choices than this was not written by a person. */
const MAX_CHOICES = 8;

/** Runs of items whose last joint is an "or". */
function listed(items: Item[], language: Language): Choice[] {
  const found: Choice[] = [];
  let start = 0;
  for (let at = 1; at <= items.length; at++) {
    const joint = items[at]?.joint;
    const ended = joint === undefined || joint === "and" ||
      joint === "comma" &&
        (items[at - 1].joint === "or" || wordsOf(items[at].text) > MAX_NAME_WORDS);
    if (!ended) continue;
    const run = items.slice(start, at);
    const last = run.findLastIndex((item) => item.joint === "or");
    if (last > 0) found.push(choiceOf(run.slice(0, last + 1), language));
    if (found.length === MAX_CHOICES) break;
    start = at;
  }
  return found;
}

function choiceOf(run: Item[], language: Language): Choice {
  const named = run.map((item, at) =>
    at === 0 ? lastName(item, language) : firstName(item, language)
  ).filter(({ text }) => !namesNothing(text));
  return {
    names: named.map((item) => item.text),
    from: named[0]?.from ?? 0,
    to: named.at(-1)?.to ?? 0,
  };
}

/** What is read of each "such as", and of how many of them in one line. */
const MAX_EXAMPLES_LENGTH = 400;
const MAX_EXAMPLES = 4;

function firstOf(matches: RegExpStringIterator<RegExpExecArray>): RegExpExecArray[] {
  return matches.take(MAX_EXAMPLES).toArray();
}

function examples(text: string, language: Language): Choice[] {
  const after = firstOf(text.matchAll(EXAMPLES)).map((match) => {
    const from = match.index + match[0].length;
    const end = clauses(text.slice(from, from + MAX_EXAMPLES_LENGTH))[0]?.text.length ?? 0;
    return choiceOf([
      { text: "", from, to: from, joint: "" },
      ...shortRun(itemsOf({ text: text.slice(from, from + end), from }, language)),
    ], language);
  });
  const before = firstOf(text.matchAll(EXAMPLES_BEFORE)).map((match) => {
    const start = Math.max(0, match.index - MAX_EXAMPLES_LENGTH);
    const near = clauses(text.slice(start, match.index)).at(-1);
    const clause = near && { ...near, from: near.from + start };
    if (clause === undefined) return { names: [], from: 0, to: 0 };
    return choiceOf(itemsOf(clause, language), language);
  });
  return [...after, ...before];
}

/** The items up to the first that is too long to be a name; of that one its beginning counts. */
function shortRun(items: Item[]): Item[] {
  const long = items.findIndex((item) => wordsOf(item.text) > MAX_NAME_WORDS);
  return long === -1 ? items : items.slice(0, long + 1);
}

function wordsOf(text: string): number {
  return text.trim().split(/\s+/).length;
}
