import { isNice, isNotAsked, namesSomething } from "@/lib/resume/job/asking.ts";
import { choicesIn } from "@/lib/resume/job/alternatives.ts";
import { withoutEnd } from "@/lib/resume/text/edges.ts";
import type { Language } from "@/lib/resume/text/language.ts";
import { yearsAsked } from "@/lib/resume/job/years_asked.ts";

const SENTENCE_END = /(?<=[\p{L}\p{N})+#%"”]{2}[.!?;])\s+(?=\S)|(?<=[。！？；])/u;
/** Their points end no sentence. */
const ABBREVIATION =
  /(?:^|[^\p{L}])(?:etc|incl|inkl|approx|min|max|bzw|ggf|evtl|usw|vs|dr|st|no|inc|ltd|resp|esp|sr|jr|yrs?|exp|bijv|np|tzn|např|tj|др|напр|ок|vb|örn|ex|ej|ca)\.$/iu;

/** The sentences of a text; one that begins small after an abbreviation goes on. */
export function sentencesIn(text: string): string[] {
  const found: string[] = [];
  for (const part of text.split(SENTENCE_END)) {
    const last = found.at(-1);
    const goesOn = last !== undefined && ABBREVIATION.test(last.slice(-12)) &&
      !/^\p{Lu}/u.test(part);
    if (goesOn) found[found.length - 1] = `${last} ${part}`;
    else found.push(part);
  }
  return found.map((part) => part.trim()).filter((part) => /[\p{L}\p{N}]/u.test(part));
}

const OPENING = /^(?:[,;\s]|(?:and|und|et|y|och|og|ja|oraz|и|ve)\s)+/i;
const SEPARATOR =
  /[,;]|(?<![\p{L}])(?:and|plus|with|along|und|et|y|och|og|ja|oraz|и|ve)(?![\p{L}])/giu;

function cutAt(text: string, cuts: number[]): string[] {
  const bounds = [0, ...cuts.toSorted((a, b) => a - b), text.length];
  return bounds.slice(1).map((end, at) =>
    withoutEnd(text.slice(bounds[at], end).replace(OPENING, ""), /[,;\s]/)
  ).filter((part) => part !== "");
}

/** Each number of years and each choice in a statement asks for something of its own. */
export function splitDemands(text: string, language: Language): string[] {
  return cutBetween(text, yearsAsked(text))
    .flatMap((part) => cutBetween(part, choicesIn(part, language)));
}

function cutBetween(text: string, spans: { from: number; to: number }[]): string[] {
  const cuts = spans.slice(1).flatMap(({ from }, at) => {
    const between = text.slice(spans[at].to, from);
    const last = [...between.matchAll(SEPARATOR)].at(-1);
    return last === undefined ? [] : [spans[at].to + last.index];
  });
  return cuts.length === 0 ? [text] : cutAt(text, cuts);
}

// Where what is only wished for, or not asked for at all, begins within a sentence.
const TURN =
  /;\s|,?\s(?:but|while|aber|mais|pero|ma|mas|maar|men|mutta|ale|но|ama)\s|,\s(?:and|und|et|y|en|och|og|ja|и|ve)\s|\s(?=(?:preferably|ideally|vorzugsweise|idealerweise)\s)|[,(]\s?(?=(?:ideally|preferably|optionally|no|not|idealerweise|gerne|kein|idéalement|preferiblemente|preferibilmente|de preferência|bij voorkeur|geen|gärna|gerne|gjerne|helst|mile|najlepiej|ideálně|желательно|tercihen)\s)/giu;

/** "You know Python, and Kafka is a plus": apart where only one side is wished for or not asked for. */
export function splitTurns(text: string): string[] {
  if (!isNice(text) && !isNotAsked(text)) return [text];
  const parts = cutAt(text, [...text.matchAll(TURN)].map(({ index }) => index)).map((part) =>
    part.replace(/^[\s(]*(?:(?:but|while|aber|mais|pero|maar|men|но)\s)?/i, "")
  );
  const soft = parts.filter((part) => isNice(part) || isNotAsked(part));
  // "Kafka, but not required" says it of what stands before.
  const apart = soft.length < parts.length && soft.every(namesSomething);
  return apart ? parts : [text];
}

/** A list of at most so many words an item. */
const MAX_ITEM_WORDS = 9;
const LIST_JOINT = /,\s{1,3}(?:(?:and|und|et|y|e|en|och|og|ja|oraz|и|ve)\s{1,3})?/iu;
const LAST_JOINT =
  /,\s{1,3}(?:and|und|et|y|e|en|och|og|ja|oraz|и|ve)\s|\s(?:and|und|et|y|e|en|och|og|ja|oraz|и|ve)\s/iu;

/** The things that a sentence asks for one after the other: "You know Go, have 5 years of SQL and ...". */
export function splitList(text: string, language: Language): string[] {
  const plain = withoutEnd(text, /[.;!\s]/);
  if (choicesIn(plain, language).length > 0) return splitDemands(text, language);
  const items = plain.split(LIST_JOINT);
  const short = items.every((item) => item.trim().split(/\s+/).length <= MAX_ITEM_WORDS);
  const listed = items.length >= 3 && short && LAST_JOINT.test(plain);
  const parts = listed ? items : splitDemands(text, language);
  return parts.flatMap(splitPair).map((part) => part.replace(OPENING, "").trim())
    .filter((part) => part !== "");
}

const PAIR = /^(.*\s)?(\S+)\s(?:and|und|et|y|e|en|och|og|ja|i|oraz|a|и|ve)\s(\S+(?: \S+)?)$/iu;

/** "solid Python and PostgreSQL": two names, each asked for. */
function splitPair(text: string): string[] {
  const pair = PAIR.exec(withoutEnd(text, /[.;!\s]/).slice(0, 300));
  if (pair === null || ![pair[2], ...pair[3].split(" ")].every(isName)) return [text];
  return [`${pair[1] ?? ""}${pair[2]}`, pair[3]];
}

function isName(word: string): boolean {
  return /\p{Lu}|\d|[+#.]\p{L}?|\+\+/u.test(word);
}
