import { isFunctionWord } from "@/lib/resume/text/language.ts";
import type { ScoredResume } from "@/lib/resume/reading/parse.ts";

// One word making up a twelfth of a resume, and more often than any honest one repeats a word.
const STUFFED_TIMES = 30;
const STUFFED_SHARE = 0.08;

/** Of 2,484 real resumes one lists so many. */
const MAX_ITEMS = 300;
/** A line of so many short items is a list. */
const LIST_ITEMS = 4;
const ITEM_WORDS = 4;
const SEPARATOR = /[,;|•·●]/u;

// A run of words that returns so often, in a resume of which such runs make up so much. What stands at the
// head of each page returns too, but is short.
const RUN = 5;
const RUN_TIMES = 6;
const REPEATED_WORDS = 60;
const REPEATED_SHARE = 0.15;
/** What is said of several positions in the same words has the small words of sentences. */
const SENTENCE_SHARE = 0.12;

/** Words that a resume holds to be found, not to be read. */
export interface Stuffing {
  message: string;
  /** The lines that earn nothing. */
  lines: ReadonlySet<number>;
}

function repeatedWord(resume: ScoredResume): Stuffing | undefined {
  const counts = new Map<string, number>();
  let total = 0;
  for (const line of resume.tokens) {
    total += line.length;
    for (const token of line) counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  const stuffed = ([word, times]: [string, number]) =>
    times >= STUFFED_TIMES && times / total >= STUFFED_SHARE && word.length >= 2 &&
    !isFunctionWord(word, resume.language);
  const most = [...counts].filter(stuffed).toSorted(([, a], [, b]) => b - a)[0];
  return most === undefined
    ? undefined
    : { message: `Repeats "${most[0]}" ${most[1]} times; it counts once`, lines: new Set() };
}

function itemsOf(text: string): string[] {
  const items = text.split(SEPARATOR).map((item) => item.trim().toLowerCase())
    .filter((item) => item !== "" && item.split(/\s+/).length <= ITEM_WORDS);
  // Names with initials are the authors of a paper.
  return items.filter((item) => !/(?:^|\s)\p{L}\.?(?:\s|$)/u.test(item));
}

function longList({ lines }: ScoredResume): Stuffing | undefined {
  const items = new Set<string>();
  const rows = new Set<number>();
  for (const [at, { text }] of lines.entries()) {
    const found = SEPARATOR.test(text) ? itemsOf(text) : [];
    if (found.length < LIST_ITEMS || found.length * 2 < text.split(SEPARATOR).length) continue;
    rows.add(at);
    for (const item of found) items.add(item);
  }
  return items.size < MAX_ITEMS
    ? undefined
    : { message: `Lists ${items.size} skills; lists of so many earn nothing`, lines: rows };
}

// A word that stands so often as a run of words has to, in a streak of such words.
function oftenUsed(words: string[]): boolean[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return words.map((word) => (counts.get(word) ?? 0) >= RUN_TIMES);
}

/** The runs of words, by where each ends, that consist of words used often enough. */
function* candidateRuns(words: string[]): Generator<[start: number, run: string]> {
  const often = oftenUsed(words);
  let streak = 0;
  for (let end = 0; end < words.length; end++) {
    streak = often[end] ? streak + 1 : 0;
    if (streak >= RUN) yield [end + 1 - RUN, words.slice(end + 1 - RUN, end + 1).join(" ")];
  }
}

function repeatedList({ tokens, language }: ScoredResume): Stuffing | undefined {
  const words = tokens.flat();
  const runs = new Map<string, number[]>();
  for (const [start, run] of candidateRuns(words)) {
    const starts = runs.get(run);
    if (starts === undefined) runs.set(run, [start]);
    else starts.push(start);
  }
  const repeated = new Set<number>();
  for (const starts of runs.values()) {
    if (starts.length < RUN_TIMES) continue;
    for (const start of starts) for (let n = start; n < start + RUN; n++) repeated.add(n);
  }
  if (repeated.size < REPEATED_WORDS || repeated.size < REPEATED_SHARE * words.length) {
    return undefined;
  }
  const small = [...repeated].filter((at) => isFunctionWord(words[at], language)).length;
  if (small >= SENTENCE_SHARE * repeated.size) return undefined;
  const lineOf = tokens.flatMap((line, at) => line.map(() => at));
  const message = "Repeats a list of words many times; it earns nothing";
  return { message, lines: new Set([...repeated].map((at) => lineOf[at])) };
}

/** What a resume repeats or lists beyond what any honest one does, or undefined. */
export function stuffingIn(resume: ScoredResume): Stuffing | undefined {
  const list = repeatedList(resume);
  const word = repeatedWord(resume);
  return longList(resume) ?? (list && word ? { ...list, message: word.message } : list ?? word);
}
