/** Files of a batch by what became of them; whoever is in none of the last four is under way. */
export interface FileCounts {
  /** All that were given, refused ones included. */
  given: number;
  scored: number;
  failed: number;
  cancelled: number;
  refused: number;
}

/** How far a batch is, in the words that are used everywhere: "8 of 10 scored, 1 failed, 1 refused". */
export function countsInWords({ given, scored, ...others }: FileCounts): string {
  const words = (["failed", "cancelled", "refused"] as const)
    .filter((what) => others[what] > 0).map((what) => `, ${others[what]} ${what}`);
  return `${scored} of ${given} scored${words.join("")}`;
}
