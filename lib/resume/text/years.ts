import type { Line } from "@/lib/resume/text/lines.ts";

const NUMBERS = new Map(
  ("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen " +
    "seventeen eighteen nineteen twenty").split(" ").map((word, index) => [word, index + 1]),
);
NUMBERS.set("a", 1);

const WORDS = [...NUMBERS.keys()].join("|");
const UNIT = "years?|yrs?|jahren?|ans|années|años|anni|anos|jaar|lat|lata|let|år";

/** "3 years", "5+ yrs", "three (3) years", "3-5 years", "18 months"; the smaller number counts. */
const EXPRESSION = new RegExp(
  `(?<![\\p{L}\\p{N}.])(?:(?<digits>\\d{1,2}(?:[.,]5)?)|(?<word>${WORDS}))\\s?(?:\\(\\d{1,2}\\))?\\s?\\+?` +
    `(?:\\s?(?:-|–|to|bis|à|a)\\s?\\d{1,2}\\+?)?[\\s-]{0,3}(?:plus\\s|full\\s)?` +
    `(?:(?<unit>${UNIT})|(?<months>months?|monate))(?![\\p{L}])['’]?(?:\\s?(?:of|'s))?`,
  "giu",
);

/** More than a working life is a misprint. */
const MOST_YEARS = 50;

/** A number of years in a text. */
export interface YearsIn {
  years: number;
  from: number;
  to: number;
}

/** All numbers of years that a text names. */
export function yearsIn(text: string): YearsIn[] {
  const found: YearsIn[] = [];
  for (const match of text.matchAll(EXPRESSION)) {
    const group = match.groups ?? {};
    const count = group.digits === undefined
      ? NUMBERS.get(group.word.toLowerCase()) ?? 0
      : Number(group.digits.replace(",", "."));
    const years = group.months === undefined ? count : count / 12;
    if (years <= 0 || years > MOST_YEARS) continue;
    found.push({ years, from: match.index, to: match.index + match[0].length });
  }
  return found;
}

/** The most years of experience that a resume claims in words ("12 years of experience"), or null. */
export function statedYears(lines: Line[]): number | null {
  const claims = lines.flatMap((line) => yearsIn(line.text).map((claim) => claim.years));
  // Too many to be the arguments of one call.
  return claims.reduce<number | null>((most, years) => Math.max(most ?? 0, years), null);
}
