import { monthsCovered, type Span } from "@/lib/resume/reading/dates.ts";
import type { Demand } from "@/lib/resume/job/demand.ts";
import type { Position, Postings } from "@/lib/resume/match/postings.ts";
import { mostYearsIn, type YearsClaim } from "@/lib/resume/text/years.ts";
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
  /** The line that claims them, where no position shows as many. */
  claim: Line | null;
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

/** The line that holds most of a demand, and those that hold half of it or as much. */
function bestLines(demand: Demand, { places }: Postings) {
  const weights = new Map<number, number>();
  let best = { line: -1, share: 0 };
  for (const { words, weight } of demand.terms) {
    for (const line of new Set([...words.keys()].flatMap((stem) => places.get(stem) ?? []))) {
      const sum = (weights.get(line) ?? 0) + weight;
      weights.set(line, sum);
      if (sum / demand.total > best.share) best = { line, share: sum / demand.total };
    }
  }
  const enough = Math.min(best.share, SAME_ROLE) * demand.total;
  return { ...best, lines: [...weights].filter(([, sum]) => sum >= enough).map(([line]) => line) };
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

// "5 years of cloud computing" can be true of positions whose text does not name it; where the resume
// names it elsewhere, half of all years count. "5 years as X" wants a position as X.
const UNNAMED = 0.5;

function yearsIn(positions: Position[]): Years {
  const ranges = positions.map(({ entry }) => entry.range);
  // What is told of a position that counts too is no other one.
  const shown = positions.filter(({ entry: { within, range } }) =>
    !within || !ranges.some((other) => other !== range && holds(other, range))
  );
  return { found: monthsCovered(ranges) / 12, positions: shown, halved: false, claim: null };
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && outer.end >= inner.end;
}

function claiming(claim: YearsClaim | null): Years {
  return { found: claim?.years ?? null, positions: [], halved: false, claim: claim?.line ?? null };
}

/** All years that a resume shows: by its positions, or those that it claims where they are more. */
export function allYears({ positions, resume, copied }: Postings): Years {
  const dated = positions.length === 0 ? claiming(null) : yearsIn(positions);
  // Years that the ad asks for, pasted in, are no claim.
  return most([dated, claiming(copied === undefined ? resume.claimed : null)]);
}

function most(years: Years[]): Years {
  return years.reduce((a, b) => (b.found ?? -1) > (a.found ?? -1) ? b : a);
}

function yearsFor(demand: Demand, lines: number[], postings: Postings): Years {
  const { positions, places, resume, copied } = postings;
  const all = allYears(postings);
  if (demand.terms.length === 0) return all;
  const named = yearsIn(positions.filter(({ stems }) => coverage(demand, stems) >= SAME_ROLE));
  const isUnnamed = !demand.asRole && all.found !== null && coverage(demand, places) >= SAME_ROLE;
  const stated = copied === undefined ? mostYearsIn(lines.map((at) => resume.lines[at])) : null;
  const none = positions.length > 0 ? 0 : null;
  const found = most([
    named,
    claiming(stated),
    ...isUnnamed ? [{ ...all, found: UNNAMED * (all.found ?? 0), halved: true, claim: null }] : [],
  ]);
  return { ...found, found: found.found === 0 ? none : found.found };
}

/** Looks for a demand in a resume. */
export function find(demand: Demand, postings: Postings): Finding {
  const best = bestLines(demand, postings);
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
  const years = yearsFor(demand, best.lines, postings);
  const share = shareOfYears(years.found, asked);
  const value = demand.terms.length === 0 ? share : covered * (1 + share) / 2;
  // Four of five years are no five.
  const met = share < 1 && metOf(value) === "yes" ? "partial" : metOf(value);
  return { demand, value, met, years, found, evidence: years.claim ?? evidence };
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
