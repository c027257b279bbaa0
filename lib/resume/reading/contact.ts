import { findPhoneNumbersInText } from "libphonenumber-js/min";
import type { CountryCode } from "libphonenumber-js/min";
import { withoutEdges } from "@/lib/resume/text/edges.ts";
import type { Language } from "@/lib/resume/text/language.ts";
import type { Line } from "@/lib/resume/text/lines.ts";

// Contact data stands at the top or under a heading of its own; further down, numbers are other
// things, and the phone search is slow on long text.
const SEARCHED = 4_000;
/** With the digits of a few phone numbers, a street and a page of dates; each costs the search 0.1 ms. */
const DIGITS = /^(?:\P{Nd}*\p{Nd}){0,200}\P{Nd}*/u;

// Begins at the "@", so that each is looked at once: a run of letters, or of "@", would be scanned again
// and again.
const EMAIL =
  /@(?<=([\p{L}\p{N}._%+\-]{1,64})@)([\p{L}\p{N}\-]{1,63}(?:\.[\p{L}\p{N}\-]{1,63}){1,5})/u;

const COUNTRY: Record<Language, CountryCode> = {
  en: "US",
  de: "DE",
  fr: "FR",
  es: "ES",
  it: "IT",
  pt: "PT",
  nl: "NL",
  sv: "SE",
};

/** The first e-mail address among the lines, or null. */
export function emailIn(lines: Line[]): string | null {
  for (const { text } of lines) {
    const found = EMAIL.exec(text);
    if (found !== null) return withoutEdges(`${found[1]}@${found[2]}`, /[._%+\-]/, /[.\-]/);
  }
  return null;
}

// Dates and years would be taken for numbers of some country.
const NO_PHONE = /\b(?:19|20)\d{2}\s{0,3}[-–—]\s{0,3}(?:(?:19|20)\d{2}|\p{L}+)/gu;

function labelled(text: string): string | null {
  const found =
    /(?:phone|tel|telephone|telefon|mobile|mobil|cell|handy|móvil|m|t|p|☎|📞)\W{0,4}(\+?\(?\d[\d\s().\-/]{6,20}\d)/iu
      .exec(text);
  return found?.[1].trim() ?? null;
}

/** The first phone number as it is written, or null; national forms are read by the language. */
export function phoneIn(lines: Line[], language: Language): string | null {
  const text = lines.map((line) => line.text).join("\n").slice(0, SEARCHED)
    .replace(NO_PHONE, " ").replace(/(?<![^\s@])[^\s@]+@[^\s@]{1,255}|https?:\S+/g, " ")
    .match(DIGITS)?.[0] ?? "";
  for (const country of new Set<CountryCode>([COUNTRY[language], "US", "GB", "IN"])) {
    const [found] = findPhoneNumbersInText(text, { defaultCountry: country });
    if (found === undefined) continue;
    const before = text[found.startsAt - 1] === "(" ? "(" : "";
    return before + text.slice(found.startsAt, found.endsAt).trim();
  }
  return labelled(text);
}

const LABEL =
  /(?:^|[|•·;]\s?)(?:location|address|city|based in|residence|wohnort|ort|adresse|anschrift|ville|ciudad|città|cidade|woonplaats|miasto)\s?[:：]\s?([^|•·;]{2,80})/iu;
const CITY_STATE =
  /^\p{Lu}[\p{L}.'’\- ]{1,40},\s?(?:[A-Z]{2}(?:\s\d{5}(?:-\d{4})?)?|\p{Lu}[\p{L}.\- ]{2,30})(?:,\s?\p{Lu}[\p{L}. ]{1,30})?$/u;

const STREET_CITY = /\d.{3,60}?,\s?(\p{Lu}[\p{L}.'’\- ]{1,40},\s?[A-Z]{2})\s\d{5}(?:-\d{4})?$/u;

// Employers and schools have commas in their lines too.
const NO_PLACE =
  /\b(?:university|college|school|institute|society|company|manager|engineer|developer|director|analyst|inc|llc|ltd|gmbh|corp|department|team|hochschule|universität|universidad|université)\b/iu;

/** Pieces of a contact line, parted by bars, dots, bullets or wide gaps. */
export function piecesOf(text: string): string[] {
  return text.split(/\s?[|•·●∙⋅⋆◦;]\s?|\s{3,}|\t/u).map((piece) => piece.trim())
    .filter((piece) => piece !== "");
}

/** The place that the contact lines name ("Austin, TX"), or null. Shown, never scored. */
export function locationIn(lines: Line[]): string | null {
  for (const { text } of lines) {
    const found = LABEL.exec(text);
    if (found !== null) return found[1].trim();
  }
  for (const { text } of lines) {
    for (const piece of piecesOf(text.replace(/(?<![^\s@])[^\s@]+@[^\s@]{1,255}/g, "|"))) {
      if (CITY_STATE.test(piece) && !NO_PLACE.test(piece)) return piece;
      const city = STREET_CITY.exec(piece);
      if (city !== null) return city[1];
    }
  }
  return null;
}
