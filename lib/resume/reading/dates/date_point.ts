import { PRESENT_SOURCE } from "@/lib/resume/reading/dates/date_words.ts";
import { monthsNamed } from "@/lib/resume/reading/dates/months.ts";

/** One date in a line of text. */
export interface DatePoint {
  /** Null where the other end of the range tells it, or it goes on. */
  year: number | null;
  /** Another year that it reaches into, as "2018/2019" does, else null. */
  lastYear: number | null;
  /** 0 to 11, or null where only a year is told. */
  month: number | null;
  /** How many months it names: 1, 3 for a quarter or a season, 6 for half a year. */
  months: number;
  present: boolean;
  /** Its year has two digits and may be a day: only a date of the same kind makes a range with it. */
  doubtful: boolean;
  from: number;
  to: number;
}

/** A line holds at most this many dates; more are a table of numbers. */
const MAX_POINTS = 60;
/** Thai years count from 543 years earlier. */
const BUDDHIST = 543;
const FIRST_BUDDHIST = 2400;
/** The year before the first of each era. */
const ERAS: Record<string, number> = { "昭和": 1925, "平成": 1988, "令和": 2018, "民": 1911 };

const YEAR = "(?:(?:19|20)\\d{2}|25\\d{2})";
const WORD = "[\\p{L}\\p{M}]{3,12}";
const DASH = "[-–—‐−~〜]";
const TO_COME =
  `(?=\\s{0,2}(?:${DASH}|\\/|&|to\\s|bis\\s|until\\s|till\\s|through\\s|à\\s|al?\\s|tot\\s|` +
  "til\\s|do\\s|до\\s|по\\s))";

// In any of the forms people write; "day of", "o'clock" and the like stand around them.
const FORMS = [
  // Q3 2020, 3Q20, H1 2019; 2020 Q3; 3rd quarter of 2020.
  `(?<half>[QTH])(?<part>[1-4])[\\s/'.-]{0,2}(?<partYear>${YEAR}|\\d{2})`,
  `(?<part2>[1-4])Q\\s?'?(?<partYear2>${YEAR}|\\d{2})`,
  `(?<partYear3>${YEAR})[\\s/.-]{0,2}(?<half3>[QH])(?<part3>[1-4])`,
  `(?<part4>[1-4])(?:st|nd|rd|th|\\.|er|e|º|°)?\\s(?:quarter|quartal|trimestre|kvartal|kwartał|квартал)` +
  `\\s(?:of\\s|de\\s|del\\s)?(?<partYear4>${YEAR})`,
  // March 2019, Mar. 5, 2019, 5 March 2019, enero de 2019, Mar-2019.
  `(?:\\d{1,2}(?:st|nd|rd|th|er|\\.|º|°|ª)?,?\\s(?:of\\s|de\\s|d')?)?(?<name>${WORD})\\.?,?[\\s/.-]{0,2}` +
  `(?:\\d{1,2}(?:st|nd|rd|th|\\.)?,?\\s)?(?:de\\s|del\\s|of\\s)?'?(?<nameYear>${YEAR})`,
  // Mar '19, Mar-19, Mar 19.
  `(?<short>${WORD})\\.?(?:(?<firm>\\s?'|[-/])|\\s)(?<shortYear>\\d{2})(?![\\d/.]|,\\s?\\d)`,
  // 1.5. - 30.9.2019, 05 - 09/2019.
  `\\d{1,2}\\.\\s?(?<early>\\d{1,2})\\.(?=\\s{0,2}(?:${DASH}|bis)\\s{0,2}\\d{1,2}\\.\\s?\\d{1,2}\\.\\s?${YEAR})`,
  `(?<early2>\\d{1,2})(?=\\s?${DASH}\\s?\\d{1,2}[./]${YEAR})`,
  // 03/2019, 15.03.2019, 3/15/2019.
  `(?:(?<first>\\d{1,2})(?<mark>\\s?[./-]\\s?))?(?<second>\\d{1,2})(?:[./-]|\\s/\\s|\\.\\s)(?<year>${YEAR})`,
  // 03/19, 15/03/19, '19.
  "(?:(?<first2>\\d{1,2})[./])?(?<second2>0?[1-9]|1[0-2])(?:\\/'?|\\.)(?<year2>\\d{2})(?![\\d/.])",
  "'(?<year3>\\d{2})",
  // 2019年4月1日, 平成31年4月, 2019년 4월.
  `(?:(?<era>令和|平成|昭和|民(?=[國国]))[國国]?\\s?(?<eraYear>\\d{1,3}|元)|(?<cjkYear>${YEAR}))\\s?[年년]` +
  "(?:\\s?(?<cjkMonth>\\d{1,2})\\s?[月월](?:\\s?\\d{1,2}\\s?[日일])?)?",
  // 2018/2019, 2018/19; 2019-22; 2019-05, 2019/5, 2019.05.01; 2019 March, 2019.
  `(?:[FAC]Y\\s?)?(?<pair>${YEAR})(?:\\s?\\/\\s?(?<pairEnd>(?:19|20)\\d{2}|1[3-9]|[2-9]\\d)|-(?<pairEnd2>1[3-9]|[2-9]\\d)|` +
  "[–—‐−~〜]'?(?<pairEnd3>\\d{2}))(?![./-]?\\d)",
  `(?<isoYear>${YEAR})(?:-(?<isoMonth>0[1-9]|1[0-2])|(?:[./]|\\.\\s)(?<isoMonth2>0?[1-9]|1[0-2]))(?:[./-]\\d{1,2})?(?!\\d)`,
  `(?:[FAC]Y\\s?)?(?<lone>${YEAR})(?:(?=[\\s.,]{1,2}(?<after>${WORD}))|)`,
  `(?<now>${PRESENT_SOURCE})`,
  `(?:\\d{1,2}(?:st|nd|rd|th|\\.)?\\s)?(?<bare>${WORD})\\.?${TO_COME}`,
];

/** "г.", "roku": the word year, which follows the number in some languages. */
const YEAR_WORD = "(?:\\s?(?:гг?|рр?)\\.?(?!\\p{L})|\\s(?:года|году|год|року|roku|r\\.|m\\.))?";

const POINT = new RegExp(
  `(?<![\\p{Lu}\\p{Ll}\\p{N}/.])(?:${
    FORMS.join("|")
  })${YEAR_WORD}(?![\\p{Lu}\\p{Ll}\\p{N}])(?!\\s?%)`,
  "giu",
);

const DAY_FIRST = /(?<!\d)(?:1[3-9]|2\d|3[01])\/\d{1,2}\/(?:\d{4}|\d{2}(?!\d))/;
const THAI = /\p{Script=Thai}/u;

type Groups = Record<string, string | undefined>;

function fullYear(digits: string): number {
  const year = Number(digits);
  return digits.length > 2 ? year : year + (year < 50 ? 2000 : 1900);
}

/** The month of "a/b/2019", or null where it is none. */
function monthOfNumbers(group: Groups, dayFirst: boolean): number | null {
  const second = Number(group.second ?? group.second2);
  const first = group.first ?? group.first2;
  const slashed = group.mark === undefined || group.mark.includes("/");
  const american = first !== undefined && slashed && !dayFirst && Number(first) <= 12;
  const month = second > 12 || american ? Number(first) : second;
  return month >= 1 && month <= 12 ? month - 1 : null;
}

function partOfYear(group: Groups): Partial<DatePoint> | undefined {
  const part = group.part ?? group.part2 ?? group.part3 ?? group.part4;
  const year = group.partYear ?? group.partYear2 ?? group.partYear3 ?? group.partYear4;
  if (part === undefined || year === undefined) return undefined;
  const months = /h/i.test(group.half ?? group.half3 ?? "") ? 6 : 3;
  const month = (Number(part) - 1) * months;
  return month < 12 ? { year: fullYear(year), month, months } : { year: fullYear(year) };
}

function partOfNumbers(group: Groups, dayFirst: boolean): Partial<DatePoint> | undefined {
  const { year, year2, year3, eraYear, cjkYear, cjkMonth } = group;
  if (year !== undefined) return { year: Number(year), month: monthOfNumbers(group, dayFirst) };
  if (year2 !== undefined) {
    return { year: fullYear(year2), month: monthOfNumbers(group, dayFirst), doubtful: true };
  }
  if (year3 !== undefined) return { year: fullYear(year3), doubtful: true };
  if (eraYear !== undefined || cjkYear !== undefined) {
    const since = ERAS[group.era ?? ""] ?? 0;
    const month = cjkMonth === undefined ? null : Number(cjkMonth) - 1;
    const counted = eraYear === "元" ? 1 : Number(eraYear ?? cjkYear);
    return { year: since + counted, month: month !== null && month < 12 ? month : null };
  }
  const early = Number(group.early ?? group.early2 ?? NaN);
  return early >= 1 && early <= 12 ? { month: early - 1 } : undefined;
}

function partOfYears(group: Groups): Partial<DatePoint> | undefined {
  const { pair, isoYear, lone } = group;
  if (pair !== undefined) {
    const end = group.pairEnd ?? group.pairEnd2 ?? group.pairEnd3 ?? "";
    const year = Number(pair);
    const short = Math.floor(year / 100) * 100 + Number(end);
    const lastYear = end.length > 2 ? Number(end) : short < year ? short + 100 : short;
    return { year, lastYear };
  }
  if (isoYear !== undefined) {
    return { year: Number(isoYear), month: Number(group.isoMonth ?? group.isoMonth2) - 1 };
  }
  return lone === undefined ? undefined : { year: Number(lone) };
}

/** What a word and a year say, or undefined where the word names no part of a year. */
function partOfNames(group: Groups): Partial<DatePoint> | undefined {
  const { nameYear, shortYear } = group;
  const named = monthsNamed(wordOf(group) ?? "");
  if (named === undefined) return undefined;
  const part = { month: named.first, months: named.count };
  if (nameYear !== undefined) return { year: Number(nameYear), ...part };
  if (group.lone !== undefined) return { year: Number(group.lone), ...part };
  if (shortYear === undefined) return part;
  return { year: fullYear(shortYear), ...part, doubtful: group.firm === undefined };
}

function wordOf({ name, short, bare, after }: Groups): string | undefined {
  return name ?? short ?? bare ?? after;
}

function pointOf(match: RegExpMatchArray, dayFirst: boolean, thai: boolean): DatePoint | undefined {
  const group: Groups = match.groups ?? {};
  const part = group.now !== undefined
    ? { present: true }
    : partOfYear(group) ?? partOfNames(group) ?? partOfNumbers(group, dayFirst) ??
      partOfYears(group);
  if (part === undefined) return undefined;
  const from = match.index ?? 0;
  let to = from + match[0].length;
  if (group.after !== undefined && part.month !== undefined) {
    to += (match.input ?? "").slice(to).indexOf(group.after) + group.after.length;
  }
  const point = {
    year: null,
    lastYear: null,
    month: null,
    months: 1,
    present: false,
    doubtful: false,
    from,
    to,
    ...part,
  };
  if (point.year === null || point.year < FIRST_BUDDHIST) return point;
  return thai || point.month !== null ? { ...point, year: point.year - BUDDHIST } : undefined;
}

/** The dates of a line, in their order. */
export function datePointsIn(line: string): DatePoint[] {
  const points: DatePoint[] = [];
  const dayFirst = DAY_FIRST.test(line);
  const thai = THAI.test(line);
  POINT.lastIndex = 0;
  for (let match = POINT.exec(line); match !== null; match = POINT.exec(line)) {
    const point = pointOf(match, dayFirst, thai);
    if (point !== undefined) POINT.lastIndex = point.to;
    else {
      // "Since 2019": the word is no month, what follows may still be a date.
      const word = wordOf(match.groups ?? {}) ?? match[0];
      POINT.lastIndex = match.index + match[0].indexOf(word) + word.length;
    }
    if (point !== undefined && points.push(point) === MAX_POINTS) break;
  }
  return points;
}
