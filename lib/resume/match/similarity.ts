import type { Brief } from "@/lib/resume/match/brief.ts";
import { coverageOf } from "@/lib/resume/match/job_words.ts";
import type { Postings } from "@/lib/resume/match/postings.ts";

/** What the titles of own positions weigh against the job's words. */
const TITLE = 0.4;
/** The words of a title that stand elsewhere in a resume say less than a position of that name. */
const ELSEWHERE = 0.5;

function titleShare({ title }: Brief, { positions, headlines, places }: Postings): number {
  const heads = [...positions.map(({ head }) => head), ...headlines];
  const best = heads.reduce((most, head) => Math.max(most, coverageOf(title, head)), 0);
  return Math.max(best, ELSEWHERE * coverageOf(title, places));
}

/**
 * How near a resume is to a job, 0 to 1: how much of the job's words it has, by how telling each is, and
 * how near the titles of its positions are to the job's. More text never makes it less.
 */
export function similarityOf(brief: Brief, postings: Postings): number {
  const words = coverageOf(brief.words, postings.places);
  if (brief.title.total === 0) return words;
  return (1 - TITLE) * words + TITLE * titleShare(brief, postings);
}
