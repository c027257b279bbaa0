import type { Entry } from "@/lib/resume/reading/entries.ts";
import type { Language } from "@/lib/resume/text/language.ts";
import { impersonal } from "@/lib/resume/match/personal.ts";
import type { Resume } from "@/lib/resume/reading/parse.ts";
import { type Profile, profileOf } from "@/lib/resume/match/profile.ts";
import { type Term, termsIn, termsOf } from "@/lib/resume/text/terms.ts";

/** Where a stem stands is kept for so many lines; evidence needs only one. */
const MAX_PLACES = 12;

/** A position with the stems of all that is said about it. */
export interface Position {
  entry: Entry;
  stems: Set<string>;
}

/** A resume made searchable by stem. */
export interface Postings {
  resume: Resume;
  /** The lines that hold a stem, in their order. */
  places: Map<string, number[]>;
  positions: Position[];
  profile: Profile;
}

function placesOf(lines: Term[][]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [at, terms] of lines.entries()) {
    for (const { stem } of terms) {
      const known = places.get(stem);
      if (known === undefined) places.set(stem, [at]);
      else if (known.length < MAX_PLACES && known[known.length - 1] !== at) known.push(at);
    }
  }
  return places;
}

/** Makes a resume searchable with the stems of `language`, which is the job's. */
export function postingsOf(resume: Resume, language: Language): Postings {
  const lines = impersonal(resume).map((tokens) => termsOf(tokens, language));
  return {
    resume,
    places: placesOf(lines),
    positions: resume.entries.map((entry) => ({
      entry,
      stems: new Set(
        entry.text.split("\n").flatMap((line) => termsIn(line, language)).map((t) => t.stem),
      ),
    })),
    profile: profileOf(lines.flat()),
  };
}
