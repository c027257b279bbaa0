import type { Brief } from "@/lib/resume/match/brief.ts";
import { type Scorable, scorableOf } from "@/lib/resume/match/scorable.ts";
import type { Entry } from "@/lib/resume/reading/entries.ts";
import type { ScoredResume } from "@/lib/resume/reading/parse.ts";
import { headingOf } from "@/lib/resume/reading/sections.ts";
import { impliedBy } from "@/lib/resume/text/implied.ts";
import { isFunctionWord, type Language } from "@/lib/resume/text/language.ts";
import { stem } from "@/lib/resume/text/stems.ts";
import { tokenize } from "@/lib/resume/text/tokens.ts";

/** Where a stem stands is kept for so many lines: more than any honest resume has of one. */
const MAX_PLACES = 300;

/** Above the first heading, so many lines at most may say what somebody is ("Registered Nurse"). */
const HEADLINES = 12;
/** A longer line is a sentence, and names no position. */
const MAX_TITLE_WORDS = 14;

/** A position with the stems of all that is said about it. */
export interface Position {
  entry: Entry;
  stems: Set<string>;
  /** Those of its title and employer. */
  head: Set<string>;
}

/** A resume made searchable by stem. */
export interface Postings extends Scorable {
  resume: ScoredResume;
  /** The lines that hold a stem, in their order. */
  places: Map<string, number[]>;
  positions: Position[];
  /** The stems of each short line at the top. */
  headlines: Set<string>[];
}

/** The stems of tokens with those of what each shows; function words left out. */
function stemsOf(tokens: string[], language: Language): Set<string> {
  const stems = new Set<string>();
  for (const token of tokens) {
    if (isFunctionWord(token, language) || isFunctionWord(token, "en")) continue;
    if (token.length === 1 && !/\p{L}/u.test(token)) continue;
    stems.add(stem(token, language));
    for (const shown of impliedBy(token)) stems.add(stem(shown, language));
  }
  return stems;
}

function placesOf(lines: Set<string>[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [at, stems] of lines.entries()) {
    for (const stem of stems) {
      const known = places.get(stem);
      if (known === undefined) places.set(stem, [at]);
      else if (known.length < MAX_PLACES) known.push(at);
    }
  }
  return places;
}

function union(sets: Set<string>[]): Set<string> {
  const all = new Set<string>();
  for (const set of sets) for (const stem of set) all.add(stem);
  return all;
}

/** How many lines stand above the first heading that does not head the contact data. */
function topOf({ lines }: ScoredResume): number {
  const first = lines.slice(0, HEADLINES + 1).findIndex((line) => {
    const kind = headingOf(line);
    return kind !== undefined && kind !== "contact";
  });
  return first === -1 ? HEADLINES : first;
}

/** Makes a resume searchable with the stems of the job's language. */
export function postingsOf(resume: ScoredResume, { job, ad }: Pick<Brief, "job" | "ad">): Postings {
  const { language } = job;
  const scorable = scorableOf(resume, ad);
  const lines = scorable.tokens.map((tokens) => stemsOf(tokens, language));
  // What a position says stands in the lines too; only what stands beside its dates is read anew.
  const known = new Map(lines.map((stems, at) => [resume.lines[at].text, stems]));
  const read = (text: string) => known.get(text) ?? stemsOf(tokenize(text), language);
  return {
    ...scorable,
    resume,
    places: placesOf(lines),
    positions: [...resume.entries, ...resume.told].map((entry) => ({
      entry,
      stems: union(entry.text.split("\n").map(read)),
      head: union(entry.head.map(read)),
    })),
    headlines: lines.slice(0, topOf(resume))
      .filter((_, at) => scorable.tokens[at].length <= MAX_TITLE_WORDS),
  };
}
