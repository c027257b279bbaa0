/** Scores of one job: its matching resume and one that does not match. */
export interface PairScores {
  matched: number;
  unmatched: number;
}

/** How often the matching resume scores higher, 0 to 1; ties count half. NaN-free: 0 of no pairs. */
export function pairAccuracy(pairs: PairScores[]): number {
  if (pairs.length === 0) return 0;
  const won = pairs.reduce((sum, { matched, unmatched }) => {
    if (matched === unmatched) return sum + 0.5;
    return sum + (matched > unmatched ? 1 : 0);
  }, 0);
  return won / pairs.length;
}

/**
 * The mean of 1 / rank of the right one, 0 to 1. Row i holds the scores of all candidates for query i,
 * whose right one is candidate i. Those that tie with it are ahead half of the time.
 */
export function meanReciprocalRank(rows: ArrayLike<number>[]): number {
  if (rows.length === 0) return 0;
  let sum = 0;
  for (const [right, row] of rows.entries()) {
    let ahead = 0;
    let ties = 0;
    for (let at = 0; at < row.length; at++) {
      if (row[at] > row[right]) ahead++;
      else if (row[at] === row[right] && at !== right) ties++;
    }
    sum += 1 / (1 + ahead + ties / 2);
  }
  return sum / rows.length;
}
