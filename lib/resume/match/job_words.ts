import type { Job } from "@/lib/resume/job/job.ts";
import { idf, isFiller } from "@/lib/resume/text/idf.ts";
import { type Term, termsIn, termsOf } from "@/lib/resume/text/terms.ts";

/** The words of a job by how much each tells. */
export interface JobWords {
  readonly weights: ReadonlyMap<string, number>;
  readonly total: number;
}

/** Words that a job says without asking for them (about the company) weigh less. */
const UNASKED = 0.5;

// How high a position is and how it is paid says little of what it is.
const RANK_WORDS =
  /^(?:senior|junior|lead|head|chief|principal|assistant|associate|intern|trainee|entry|mid|level|staff|deputy|vice|full|part|time|remote|hybrid|onsite|contract|temporary|permanent|i|ii|iii|iv|m|f|d|w|x)$/;

// What every trade has: "Farm Manager" is about farms.
const ROLE =
  /^(?:managers?|management|representatives?|specialists?|coordinators?|supervisors?|directors?|officers?|executives?|consultants?|workers?|operators?|technicians?|analysts?|agents?|clerks?|administrators?|generalists?|professionals?|experts?|members?|helpers?|operatives?|leaders?|experienced|certified|licensed|registered|outside|inside|field|site|unit|team)$/;
const ROLE_WEIGHT = 0.8;
const MIN_TITLE_WEIGHT = 3;

const MAX_TITLE = 8;

function wordsOf(weights: Map<string, number>): JobWords {
  return { weights, total: [...weights.values()].reduce((sum, weight) => sum + weight, 0) };
}

/** All that a job says, each stem once; what it asks for and what it is called weigh full. */
export function jobWords(job: Job): JobWords {
  const asked = new Set(
    [job.title ?? "", ...job.requirements.map(({ text }) => text)]
      .flatMap((text) => termsIn(text, job.language)).map((term) => term.stem),
  );
  const weights = new Map<string, number>();
  for (const { stem } of job.tokens.flatMap((line) => termsOf(line, job.language))) {
    weights.set(stem, idf(stem) * (asked.has(stem) ? 1 : UNASKED));
  }
  return wordsOf(weights);
}

// Where no line was taken for the title, a short first line is most likely one.
function firstLine({ tokens, language }: Job): Term[] {
  const [first = []] = tokens;
  return first.length > MAX_TITLE ? [] : termsOf(first, language);
}

/** The words that say what a job is called, without its rank; empty where it has no title. */
export function titleWords(job: Job): JobWords {
  const terms: Term[] = job.title === null ? firstLine(job) : termsIn(job.title, job.language);
  const telling = terms.filter(({ word }) => !RANK_WORDS.test(word));
  return wordsOf(
    new Map(telling.map(({ stem, word }) => [
      stem,
      ROLE.test(word) || isFiller(stem) ? ROLE_WEIGHT : Math.max(MIN_TITLE_WEIGHT, idf(stem)),
    ])),
  );
}

/** The share of a job's words among some stems, by weight, 0 to 1; 0 where the job has none. */
export function coverageOf(
  { weights, total }: JobWords,
  stems: { has(stem: string): boolean },
): number {
  if (total === 0) return 0;
  let found = 0;
  for (const [stem, weight] of weights) if (stems.has(stem)) found += weight;
  return found / total;
}
