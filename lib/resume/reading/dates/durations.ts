const YEARS =
  "years?|yrs?|y|jahre?n?|j|ans?|année?s?|años?|anni|anno|anos?|jaar|jr|lata?|lat|år|rok[uy]?|let|" +
  "vuotta|yıl|ani|год|года|лет|年|년";
const MONTHS =
  "months?|mos?|mths?|m|monate?n?|mon|mois|meses|mes|mesi|mese|maanden|maand|mnd|miesi\\p{L}{1,4}|" +
  "mån(?:ad(?:er)?)?|måneder|måned|mdr|měsíc\\p{L}{0,2}|kuukautta|ay|luni|мес(?:яц\\p{L}{0,2})?|个月|個月|[ヶかカケ]月|개월";

/** "3 years", "3 yrs 2 mos", "18 months", "2 Jahre und 3 Monate", "1,5 ans". */
const LENGTH = `(?:(?<years>\\d{1,2}(?:[.,]\\d)?)\\s?\\+?\\s?(?:${YEARS})\\.?(?!\\p{L}))?` +
  `[\\s,]{0,3}(?:(?:and|und|et|y|e|og|och|en|i|и)\\s)?(?:(?<months>\\d{1,3})\\s?(?:${MONTHS})\\.?(?!\\p{L}))?`;

// In brackets, or behind a mark at the end of the line, or all of it.
const LONE_LENGTH = new RegExp(`(?:^|[,|·•–—(\\t-]\\s?|\\s{3,})${LENGTH}\\)?$`, "iu");
/** A sum over all positions is none. */
const TOTAL = /\b(?:total|overall|combined|altogether|gesamt|insgesamt|totale|totaal|razem)\b/i;
/** Longer lines name no position. */
const MAX_LINE = 120;
/** More than a working life is a misprint. */
const MOST_MONTHS = 50 * 12;

/** A length of time that ends a line. */
export interface Duration {
  months: number;
  text: string;
  from: number;
}

/** The length that a line gives for a position instead of its dates ("Clerk, Tidal (2 years 6 months)"). */
export function durationIn(line: string): Duration | undefined {
  if (line.length > MAX_LINE || !/\d/.test(line) || TOTAL.test(line)) return undefined;
  const found = LONE_LENGTH.exec(line);
  const { years, months } = found?.groups ?? {};
  if (found === null || (years === undefined && months === undefined)) return undefined;
  const count = Math.round(Number((years ?? "0").replace(",", ".")) * 12) + Number(months ?? 0);
  if (count === 0 || count > MOST_MONTHS) return undefined;
  return { months: count, text: found[0].replace(/^[^\d]+|\)$/g, ""), from: found.index };
}
