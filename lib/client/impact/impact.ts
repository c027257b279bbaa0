import { type GroupTable, keyOf } from "@/lib/client/impact/group_table.ts";

/** What is known of a candidate beside the groups. */
export interface Screened {
  file: string;
  email: string | null;
  score: number;
  selected: boolean;
}

/** How one group fared. */
export interface GroupImpact {
  /** In the order of the characteristics. */
  group: string[];
  candidates: number;
  selected: number;
  /** Selected of all of the group, 0 to 1. */
  selectionRate: number;
  /** Selection rate over the highest one; null where nobody was selected. */
  selectionRatio: number | null;
  /** Those of the group who score above the median of all, 0 to 1. */
  scoringRate: number;
  /** Scoring rate over the highest one; null where nobody is above the median. */
  scoringRatio: number | null;
  /** Whether the group is too small a part of all for its rates to say much. */
  isSmall: boolean;
}

/** The groups of one characteristic, or of several together. */
export interface Characteristic {
  columns: string[];
  groups: GroupImpact[];
}

export interface ImpactReport {
  /** Candidates of whom the table tells a group. */
  known: number;
  unknown: number;
  /** Of the scores of those who are known. */
  medianScore: number;
  characteristics: Characteristic[];
}

/** Below four fifths of the highest rate, a difference is taken for adverse impact (29 CFR 1607.4 D). */
export const FOUR_FIFTHS = 0.8;
/** A group of less than this share of all may be left out (6 RCNY 5-301 d). */
export const SMALL_SHARE = 0.02;

/**
 * How candidates fared by group and by each two characteristics together: selection rates, scoring rates
 * (6 RCNY 5-300) and their ratios to the highest.
 */
export function impactOf(screened: readonly Screened[], table: GroupTable): ImpactReport {
  const known = screened.flatMap((one) => {
    const groups = table.rows.get(keyOf(one.file)) ??
      (one.email ? table.rows.get(keyOf(one.email)) : undefined);
    return groups ? [{ ...one, groups }] : [];
  });
  const median = medianOf(known.map(({ score }) => score));
  const single = table.columns.map((_, i) => [i]);
  const pairs = single.flatMap(([i]) => single.filter(([j]) => j > i).map(([j]) => [i, j]));
  return {
    known: known.length,
    unknown: screened.length - known.length,
    medianScore: median,
    characteristics: [...single, ...pairs].map((columns) => ({
      columns: columns.map((i) => table.columns[i]),
      groups: groupsOf(known, columns, median),
    })),
  };
}

type Known = Screened & { groups: (string | null)[] };

function groupsOf(known: readonly Known[], columns: number[], median: number): GroupImpact[] {
  const told = known.filter(({ groups }) => columns.every((i) => groups[i] !== null));
  const byGroup = Map.groupBy(told, ({ groups }) => JSON.stringify(columns.map((i) => groups[i])));
  const rates = [...byGroup].map(([key, members]) => {
    const selected = members.filter((one) => one.selected).length;
    const above = members.filter(({ score }) => score > median).length;
    return {
      group: JSON.parse(key) as string[],
      candidates: members.length,
      selected,
      selectionRate: selected / members.length,
      scoringRate: above / members.length,
      isSmall: members.length / told.length < SMALL_SHARE,
    };
  });
  const judged = rates.filter(({ isSmall }) => !isSmall);
  const bestSelection = Math.max(0, ...judged.map(({ selectionRate }) => selectionRate));
  const bestScoring = Math.max(0, ...judged.map(({ scoringRate }) => scoringRate));
  return rates
    .map((rate) => ({
      ...rate,
      selectionRatio: bestSelection > 0 ? rate.selectionRate / bestSelection : null,
      scoringRatio: bestScoring > 0 ? rate.scoringRate / bestScoring : null,
    }))
    .toSorted((a, b) => b.candidates - a.candidates || (a.group.join() < b.group.join() ? -1 : 1));
}

function medianOf(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
