import { piecesOf } from "@/lib/resume/reading/contact/pieces.ts";
import { namesJob } from "@/lib/resume/reading/names/job_titles.ts";
import { isSkillWord } from "@/lib/resume/reading/names/no_name_words.ts";
import type { Line } from "@/lib/resume/text/lines.ts";

const LABEL =
  /(?:^|[|•·;]\s?)(?:location|address|city|based in|residence|lives in|place of residence|wohnort|ort|adresse|anschrift|ville|ciudad|domicilio|dirección|città|indirizzo|residenza|cidade|endereço|morada|woonplaats|adres|miejscowość|miasto|bostadsort|adress|bopæl|bosted|osoite|paikkakunta|bydliště|адрес|город|адреса|şehir|住所|地址|現居地|现居地|居住地|주소|العنوان|כתובת)\s?:\s?([^|•·;]{2,80})/iu;
const CITY_STATE =
  /^\p{Lu}[\p{L}.'’\- ]{1,40},\s?(?:[A-Z]{2}(?:\s\d{5}(?:-\d{4})?)?|\p{Lu}[\p{L}.\- ]{2,30})(?:,\s?\p{Lu}[\p{L}. ]{1,30})?$/u;

const STREET_CITY = /\d.{3,60}?,\s?(\p{Lu}[\p{L}.'’\- ]{1,40},\s?[A-Z]{2})\s\d{5}(?:-\d{4})?$/u;

// Employers and schools have commas in their lines too.
const NO_PLACE =
  /\b(?:university|college|school|institute|society|company|manager|engineer|developer|director|analyst|inc|llc|ltd|gmbh|corp|department|team|hochschule|universität|universidad|université)\b/iu;

/** "Leeds LS1 4AP", "10115 Berlin", "753 20 Uppsala", "1012 AB Amsterdam": a town with its code. */
const CODED =
  /(?:^|,\s?)(\p{Lu}[\p{L}.'’\- ]{1,40},?\s[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}|(?:[A-Z]{1,3}-)?(?:\d{4,5}|\d{3} \d{2}|\d{2}-\d{3}|\d{4} [A-Z]{2}|\d{5}-\d{3})\s\p{Lu}[\p{L}.'’\- ]{1,40})(?:,\s?\p{Lu}[\p{L} ]{1,30})?$/u;

/** "Java, Spring" has the shape of a place. */
function isSkill(piece: string): boolean {
  return piece.toLowerCase().split(/[^\p{L}+#.]+/u).some((word) =>
    word !== "" && isSkillWord(word)
  );
}

/** The place that the contact lines name ("Austin, TX"), or null. Shown, never scored. */
export function locationIn(lines: Line[]): string | null {
  for (const { text } of lines) {
    const found = text.includes(":") ? LABEL.exec(text) : null;
    if (found !== null) return found[1].trim();
  }
  for (const { text } of lines) {
    for (const piece of piecesOf(text.replace(/(?<![^\s@])[^\s@]+@[^\s@]{1,255}/g, "|"))) {
      if (NO_PLACE.test(piece) || namesJob(piece)) continue;
      if (CITY_STATE.test(piece) && !isSkill(piece)) return piece;
      const city = STREET_CITY.exec(piece) ?? CODED.exec(piece);
      if (city !== null) return city[1];
    }
  }
  return null;
}
