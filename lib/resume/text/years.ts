import type { Line } from "@/lib/resume/text/lines.ts";

const NUMBERS = new Map(
  ("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen " +
    "seventeen eighteen nineteen twenty").split(" ").map((word, index) => [word, index + 1]),
);
NUMBERS.set("a", 1);

const WORDS = [...NUMBERS.keys()].join("|");
const UNIT =
  "years?|yrs?|jahren?|ans?|années?|años?|ann[io]|anos?|jaar|jaren|lat|lata|rok|roku|let|roky|års?|" +
  "vuo(?:tta|den|si)|лет|год(?:а|ов)?|yıl(?:lık)?|sene(?:lik)?";

/** "3 years", "5+ yrs", "three (3) years", "3-5 years", "18 months"; the smaller number counts. */
const EXPRESSION = new RegExp(
  `(?<![\\p{L}\\p{N}.])(?:(?<digits>\\d{1,2}(?:[.,]5)?)|(?<word>${WORDS}))\\s?(?:\\(\\d{1,2}\\))?\\s?\\+?` +
    `(?:\\s?(?:-|–|to|bis|à|a|do|til|till|до)\\s?\\d{1,2}\\+?)?[\\s-]{0,3}(?:plus\\s|full\\s)?` +
    `(?:(?<unit>${UNIT})|(?<months>months?|monate))(?![\\p{L}])['’]?(?:\\s?(?:of|'s))?`,
  "giu",
);

/** The same where no blanks part words: "5年以上", "３年"; no dates ("24年3月"), ages or pay a year. */
const UNSPACED =
  /(?<![\p{N}.年~〜-])(?:(?<digits>\d{1,2})|(?<word>[一二三四五六七八九十两兩]))\s?(?:\+|(?:[~〜-]\s?\d{1,2}))?\s?(?:ヶ|か|カ|ヵ)?年(?!\s?\d|月|生|度|間休|收|収|末|中|代)(?:間|以上)?/gu;
const CJK_NUMBERS = "一二三四五六七八九十";

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
  return text.includes("年") ? [...found, ...unspacedYears(text)] : found;
}

function unspacedYears(text: string): YearsIn[] {
  return [...text.matchAll(UNSPACED)].map((match) => {
    const { digits, word = "" } = match.groups ?? {};
    const years = digits === undefined ? CJK_NUMBERS.indexOf(word) + 1 || 2 : Number(digits);
    return { years, from: match.index, to: match.index + match[0].length };
  }).filter(({ years }) => years > 0 && years <= MOST_YEARS);
}

/** Years that a resume claims in words ("12 years of experience"). */
export interface YearsClaim {
  years: number;
  line: Line;
}

/** The most years that one of some lines names; null where none names any. */
export function mostYearsIn(lines: readonly Line[]): YearsClaim | null {
  let most: YearsClaim | null = null;
  for (const line of lines) {
    for (const { years } of yearsIn(line.text)) {
      if (most === null || years > most.years) most = { years, line };
    }
  }
  return most;
}
