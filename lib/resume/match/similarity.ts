import type { Brief } from "@/lib/resume/match/brief.ts";
import { coverageOf } from "@/lib/resume/match/job_words.ts";
import { monthsCovered } from "@/lib/resume/reading/dates.ts";
import type { Postings } from "@/lib/resume/match/postings.ts";

/** What the titles of own positions weigh against the job's words. */
const TITLE = 0.65;
/** The words of a title that stand elsewhere in a resume say less than a position of that name. */
const ELSEWHERE = 0.5;
/** What the time in such positions weighs in that; so many months are as good as more. */
const TIME = 0.3;
const ENOUGH_MONTHS = 36;
/** A position of this share of the title's words counts as one of that name. */
const SAME_TITLE = 0.6;

function titleShare({ title }: Brief, { positions, headlines, places }: Postings): number {
  const heads = positions.map(({ head, entry }) => ({
    range: entry.range,
    share: coverageOf(title, head),
  }));
  const shares = [
    ...heads.map(({ share }) => share),
    ...headlines.map((stems) => coverageOf(title, stems)),
    ELSEWHERE * coverageOf(title, places),
  ];
  const months = monthsCovered(
    heads.filter(({ share }) => share >= SAME_TITLE).map(({ range }) => range),
  );
  return (1 - TIME) * Math.max(...shares) + TIME * Math.min(1, months / ENOUGH_MONTHS);
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
