import { monthsCovered } from "@/lib/resume/reading/dates.ts";
import type { Demand } from "@/lib/resume/job/demand.ts";
import type { Postings } from "@/lib/resume/match/postings.ts";
import { yearsIn } from "@/lib/resume/text/years.ts";

/** What a resume shows for one demand. */
export interface Finding {
  demand: Demand;
  /** 0 to 1: the share of the terms found, and of the years where years are asked for. */
  value: number;
  /** Years shown in positions that match, or null where none are asked for or nothing tells. */
  years: number | null;
  /** The stems that were found. */
  found: Set<string>;
  /** The resume's line that holds most of them, or null. */
  evidence: string | null;
}

// Terms that stand together in one line say more than the same terms far apart.
const TOGETHER = 0.5;

/** A position counts towards "years as X" from this share of the words of X on. */
const SAME_ROLE = 0.5;

/** Positions that match nearly as well as the best one count with it. */
const NEAR_BEST = 0.8;

/** Dates are often given as years; a month missing is no fault. */
const TOLERANCE_YEARS = 1 / 12;

function bestLine(demand: Demand, { places }: Postings): { line: number; share: number } {
  const weights = new Map<number, number>();
  let best = { line: -1, share: 0 };
  for (const { words, weight } of demand.terms) {
    for (const line of new Set([...words.keys()].flatMap((stem) => places.get(stem) ?? []))) {
      const sum = (weights.get(line) ?? 0) + weight;
      weights.set(line, sum);
      if (sum / demand.total > best.share) best = { line, share: sum / demand.total };
    }
  }
  return best;
}

function coverage(demand: Demand, stems: { has(stem: string): boolean }): number {
  if (demand.total === 0) return 0;
  let found = 0;
  for (const { words, weight } of demand.terms) {
    if (words.keys().some((stem) => stems.has(stem))) found += weight;
  }
  return found / demand.total;
}

function statedIn(line: number, postings: Postings): number {
  const text = postings.resume.lines[line]?.text;
  if (text === undefined) return 0;
  return Math.max(0, ...yearsIn(text).map((claim) => claim.years));
}

// "5 years of cloud computing" can be true of positions whose text does not name it; where the resume
// names it elsewhere, half of all years count. "5 years as X" wants a position as X.
const UNNAMED = 0.5;

function unnamedYears(demand: Demand, { places, resume }: Postings): number {
  if (demand.asRole || coverage(demand, places) < SAME_ROLE) return 0;
  return UNNAMED * (resume.years ?? 0);
}

function yearsFor(demand: Demand, line: number, postings: Postings): number | null {
  if (demand.terms.length === 0) return postings.resume.years;
  const shares = postings.positions.map(({ entry, stems }) => ({
    range: entry.range,
    share: coverage(demand, stems),
  }));
  const enough = Math.max(SAME_ROLE, ...shares.map(({ share }) => share * NEAR_BEST));
  const ranges = shares.filter(({ share }) => share >= enough).map(({ range }) => range);
  const shown = Math.max(monthsCovered(ranges) / 12, unnamedYears(demand, postings));
  if (shown > 0) return shown;
  const stated = statedIn(line, postings);
  return stated > 0 || postings.positions.length > 0 ? stated : null;
}

/** Looks for a demand in a resume. */
export function find(demand: Demand, postings: Postings): Finding {
  const best = bestLine(demand, postings);
  const all = coverage(demand, postings.places);
  const found = new Set(
    demand.terms.flatMap(({ words }) => [...words.keys()]).filter((stem) =>
      postings.places.has(stem)
    ),
  );
  const evidence = best.line === -1 ? null : postings.resume.lines[best.line].text;
  const covered = (1 - TOGETHER) * all + TOGETHER * best.share;
  const asked = demand.requirement.years;
  if (asked === null) return { demand, value: covered, years: null, found, evidence };
  const years = yearsFor(demand, best.line, postings);
  const share = shareOfYears(years, asked);
  const value = demand.terms.length === 0 ? share : covered * (1 + share) / 2;
  return { demand, value, years, found, evidence };
}

/** The share of the years asked for that a resume shows, 0 to 1. */
export function shareOfYears(shown: number | null, asked: number): number {
  if (shown === null || shown === 0) return 0;
  return Math.min(1, (shown + TOLERANCE_YEARS) / asked);
}
