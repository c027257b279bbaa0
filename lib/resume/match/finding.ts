import { monthsCovered } from "@/lib/resume/reading/dates.ts";
import type { Demand } from "@/lib/resume/job/demand.ts";
import type { Position, Postings } from "@/lib/resume/match/postings.ts";
import { yearsIn as claimedYears } from "@/lib/resume/text/years.ts";
import { isGeneric } from "@/lib/resume/text/idf.ts";
import { metOf } from "@/lib/resume/match/met.ts";
import type { Line } from "@/lib/resume/text/lines.ts";
import type { Met } from "@/lib/wire/result.ts";

/** The years that a resume shows for a demand. */
export interface Years {
  /** Null where nothing tells. */
  found: number | null;
  /** Those that were counted. */
  positions: Position[];
  /** True where it is half of all years, because no position names what is asked for. */
  halved: boolean;
}

/** What a resume shows for one demand. */
export interface Finding {
  demand: Demand;
  /** 0 to 1: the share of the terms found, and of the years where years are asked for. */
  value: number;
  met: Met;
  /** Null where none are asked for. */
  years: Years | null;
  /** The stems that were found. */
  found: Set<string>;
  /** The resume's line that holds most of them, or null. */
  evidence: Line | null;
}

// Terms that stand together in one line say more than the same terms far apart.
const TOGETHER = 0.5;

/** A position counts towards "years as X" from this share of the words of X on. */
const SAME_ROLE = 0.5;

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

// "Managing crops" is not shown by "managing": where only such words are found, nothing is.
function onlyGeneric(demand: Demand, stems: { has(stem: string): boolean }): boolean {
  const telling = demand.terms.filter(({ words }) => !words.keys().every(isGeneric));
  return telling.length > 0 &&
    !telling.some(({ words }) => words.keys().some((stem) => stems.has(stem)));
}

function coverage(demand: Demand, stems: { has(stem: string): boolean }): number {
  if (demand.total === 0) return 0;
  let found = 0;
  for (const { words, weight } of demand.terms) {
    if (words.keys().some((stem) => stems.has(stem))) found += weight;
  }
  return found / demand.total;
}

function stemsFound({ terms }: Demand, stems: { has(stem: string): boolean }): Set<string> {
  return new Set(
    terms.flatMap(({ words }) => [...words.keys()]).filter((stem) => stems.has(stem)),
  );
}

function statedIn(line: number, postings: Postings): number {
  const text = postings.resume.lines[line]?.text;
  if (text === undefined) return 0;
  return Math.max(0, ...claimedYears(text).map((claim) => claim.years));
}

// "5 years of cloud computing" can be true of positions whose text does not name it; where the resume
// names it elsewhere, half of all years count. "5 years as X" wants a position as X.
const UNNAMED = 0.5;

function yearsIn(positions: Position[]): Years {
  const ranges = positions.map(({ entry }) => entry.range);
  return { found: monthsCovered(ranges) / 12, positions, halved: false };
}

function yearsFor(demand: Demand, line: number, postings: Postings): Years {
  const { positions, places, resume, copied } = postings;
  // Years that the ad asks for, pasted in, are no claim.
  const total = positions.length > 0 || copied === undefined ? resume.years : null;
  if (demand.terms.length === 0) {
    return positions.length > 0 ? yearsIn(positions) : { found: total, positions, halved: false };
  }
  const named = yearsIn(positions.filter(({ stems }) => coverage(demand, stems) >= SAME_ROLE));
  const unnamed = demand.asRole || coverage(demand, places) < SAME_ROLE
    ? 0
    : UNNAMED * (total ?? 0);
  if (unnamed > (named.found ?? 0)) return { found: unnamed, positions, halved: true };
  if ((named.found ?? 0) > 0) return named;
  const stated = copied === undefined ? statedIn(line, postings) : 0;
  return {
    found: stated > 0 || positions.length > 0 ? stated : null,
    positions: [],
    halved: false,
  };
}

/** Looks for a demand in a resume. */
export function find(demand: Demand, postings: Postings): Finding {
  const best = bestLine(demand, postings);
  const all = coverage(demand, postings.places);
  const found = stemsFound(demand, postings.places);
  const evidence = best.line === -1 ? null : postings.resume.lines[best.line];
  const covered = onlyGeneric(demand, postings.places)
    ? 0
    : (1 - TOGETHER) * all + TOGETHER * best.share;
  const asked = demand.requirement.years;
  if (asked === null) {
    return { demand, value: covered, met: metOf(covered), years: null, found, evidence };
  }
  const years = yearsFor(demand, best.line, postings);
  const share = shareOfYears(years.found, asked);
  const value = demand.terms.length === 0 ? share : covered * (1 + share) / 2;
  // Four of five years are no five.
  const met = share < 1 && metOf(value) === "yes" ? "partial" : metOf(value);
  return { demand, value, met, years, found, evidence };
}

/** A demand of which is known how far it is met: all that is looked for is which words of it are there. */
export function findKnown(demand: Demand, met: Met, { places }: Postings): Finding {
  // Only of what is met in part are words told.
  const found = met === "partial" ? stemsFound(demand, places) : new Set<string>();
  return { demand, value: 0, met, years: null, found, evidence: null };
}

/** The share of the years asked for that a resume shows, 0 to 1. */
export function shareOfYears(shown: number | null, asked: number): number {
  if (shown === null || shown === 0) return 0;
  return Math.min(1, (shown + TOLERANCE_YEARS) / asked);
}
