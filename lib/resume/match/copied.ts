import type { Job } from "@/lib/resume/job/job.ts";
import { passagesIn, type SeedPlaces, seedPlacesOf } from "@/lib/resume/match/copied/passages.ts";
import { tokenize } from "@/lib/resume/text/tokens.ts";

/** Fewer words in a row are a phrase that anybody uses ("degree in computer science or related field"). */
const RUN = 6;

// Of 1,000 resumes written to fit an ad, 13 go past these (RJDB: they do copy its list); of 1,000 with its
// requirements pasted in, 998.
/** So many words in a row are never chance. */
const LONG_RUN = 40;
/** Passages of so many words together are copied: two lines, or half a paragraph. Of the 500 resumes one has so many. */
const MIN_PASSAGES = 18;
/** From this share of the must-haves on, and so many words, the list was copied. */
const MOST_MUSTS = 0.8;
const MIN_WORDS = 15;

/** The runs of words of a job description, made ready to be looked for. */
export interface Ad {
  readonly words: ReadonlySet<string>;
  readonly runs: ReadonlySet<string>;
  readonly places: SeedPlaces;
  /** Its lines, each as its words. */
  readonly lines: ReadonlySet<string>;
  /** The words of all must-haves in their order. */
  readonly musts: readonly string[];
}

/** What of a resume is the job ad, word for word. */
export interface Copied {
  /** Of all its words, 0 to 1. */
  share: number;
  /** For each line, for each of its tokens, whether it is copied. */
  marks: boolean[][];
}

/** The words of a job description in runs, see `copiedIn`. */
export function adOf(job: Job): Ad {
  const words = job.tokens.flat();
  const runs = new Set<string>();
  for (let at = 0; at + RUN <= words.length; at++) runs.add(words.slice(at, at + RUN).join(" "));
  const musts = job.requirements.filter(({ kind }) => kind === "must")
    .flatMap(({ text }) => tokenize(text));
  const lines = new Set(job.tokens.map((line) => line.join(" ")));
  return { words: new Set(words), runs, places: seedPlacesOf(words), lines, musts };
}

/** For each word, whether it stands in a run that `known` has. */
function marked(
  words: readonly string[],
  isKnown: (word: string) => boolean,
  runs: ReadonlySet<string>,
) {
  const marks = new Array<boolean>(words.length).fill(false);
  let streak = 0;
  for (let end = 0; end < words.length; end++) {
    streak = isKnown(words[end]) ? streak + 1 : 0;
    const start = end + 1 - RUN;
    if (streak < RUN || !runs.has(words.slice(start, end + 1).join(" "))) continue;
    marks.fill(true, start, end + 1);
  }
  return marks;
}

function longestRun(marks: boolean[]): number {
  let longest = 0;
  let run = 0;
  for (const mark of marks) {
    run = mark ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

function shareOfMusts(ad: Ad, words: string[]): number {
  if (ad.musts.length === 0) return 0;
  const runs = new Set<string>();
  for (let at = 0; at + RUN <= words.length; at++) runs.add(words.slice(at, at + RUN).join(" "));
  const found = marked(ad.musts, () => true, runs).filter(Boolean).length;
  return found / ad.musts.length;
}

/** Marks the ad's short lines, its title and headings, that stand beside its lines in a resume as well. */
function markBeside(byLine: boolean[][], lines: string[][], ad: Ad): void {
  const spread = (at: number, from: number) => {
    if (!byLine[from]?.some(Boolean) || !ad.lines.has(lines[at].join(" "))) return;
    byLine[at].fill(true);
  };
  for (let at = 1; at < lines.length; at++) spread(at, at - 1);
  for (let at = lines.length - 2; at >= 0; at--) spread(at, at + 1);
}

/** Whether what is copied word for word is a list of what the ad asks for, or long. */
function isList(words: string[], marks: boolean[], ad: Ad): boolean {
  const copied = words.filter((_, at) => marks[at]);
  return copied.length >= MIN_WORDS &&
    (longestRun(marks) >= LONG_RUN || shareOfMusts(ad, copied) >= MOST_MUSTS);
}

/**
 * What of a resume's tokenised lines is copied from the ad: its passages, words of which may be swapped, and
 * runs of six words and more where they make up most of what it asks for or one of them is long. Undefined
 * where the two only share phrases.
 */
export function copiedIn(lines: string[][], ad: Ad): Copied | undefined {
  const words = lines.flat();
  const marks = marked(words, (word) => ad.words.has(word), ad.runs);
  const passages = passagesIn(lines, ad.words, ad.places);
  const length = passages.reduce((sum, { start, end }) => sum + end - start, 0);
  if (length < MIN_PASSAGES && !isList(words, marks, ad)) return undefined;
  for (const { start, end } of passages) marks.fill(true, start, end);
  let from = 0;
  const byLine = lines.map((line) => {
    from += line.length;
    return marks.slice(from - line.length, from);
  });
  markBeside(byLine, lines, ad);
  const count = byLine.flat().filter(Boolean).length;
  return { share: count / words.length, marks: byLine };
}
