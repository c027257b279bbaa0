import type { Line } from "@/lib/resume/text/lines.ts";
import { headingOf } from "@/lib/resume/reading/sections.ts";
import type { ScoredResume } from "@/lib/resume/reading/parse.ts";
import { tokenize } from "@/lib/resume/text/tokens.ts";

/** A line of personal data is short; a longer one that begins alike is about work. */
const MAX_LINE = 100;

// Lines that tell age, gender, family, origin or looks, in English, German, French, Spanish, Italian,
// Portuguese, Dutch and Polish.
const PERSONAL_LINE = new RegExp(
  "^(?:date of birth|d\\.?o\\.?b\\b|born\\b|birth ?(?:date|day|place)|place of birth|gender|sex\\b|age\\b|" +
    "marital status|married\\b|single\\b|nationality|citizenship|religion|photo\\b|children\\b|" +
    "geburts|geboren|geschlecht|familienstand|staatsangehörigkeit|nationalität|konfession|" +
    "né(?:e)? le|date de naissance|lieu de naissance|sexe\\b|âge\\b|situation familiale|nationalité|" +
    "fecha de nacimiento|lugar de nacimiento|sexo\\b|edad\\b|estado civil|nacionalidad|" +
    "data di nascita|luogo di nascita|nat[oa] (?:a|il)\\b|sesso\\b|età\\b|stato civile|nazionalità|" +
    "data de nascimento|idade\\b|nacionalidade|geboortedatum|geslacht\\b|nationaliteit|" +
    "data urodzenia|płeć\\b|stan cywilny|narodowość)",
  "iu",
);

// A line that speaks to a machine that it takes for the reader.
const INJECTION =
  /\b(?:ignore|disregard|forget|override)\b.{0,20}\b(?:previous|prior|above|earlier|all|other)\b.{0,20}\b(?:instructions?|prompts?|rules|criteria|guidelines)\b|\b(?:dear|attention|note to|instructions? (?:for|to)) (?:the )?(?:ai|llm|chatgpt|assistant|recruit(?:er|ing) bot)\b|\bsystem prompt\b/iu;

// What one does for pleasure says nothing of work. The heading may stand on the line of its content.
const HOBBIES =
  /^(?:(?:personal |other )?(?:interests|hobbies)(?: (?:and|&) (?:hobbies|interests|activities))?|hobbys?|interessen|freizeit|loisirs|centres d['’]intérêt|intereses|aficiones|pasatiempos|interessi|interesses|passatempos|hobby['’]s|zainteresowania|intressen|fritidsinteresser|zájmy)\s{0,3}(?:[:–—|-]|$)/iu;

// Streets, towns with a zip code, phone numbers; e-mail addresses and links are no words anyway.
const ADDRESS = new RegExp(
  "(?:\\+|\\(|\\b)\\d(?:[\\s().-]{0,3}\\d){8,14}(?!\\d)|" +
    "^\\d{1,6}[a-z]?\\s[\\p{L}\\s.'’]{3,40}\\b(?:st|street|ave|avenue|rd|road|blvd|boulevard|lane|ln|drive|dr|court|ct|" +
    "way|place|pl|square|terrace)\\b\\.?(?:,|$|\\s(?:\\d|apt|suite|unit|#))|" +
    "(?:straße|strasse|str\\.|gasse|weg|platz|gatan|vägen|straat|laan)\\s{0,2}\\d|" +
    "^(?:rue|avenue|calle|via|rua|ul\\.)\\s.{1,50}\\d|^(?:address|adresse|dirección|indirizzo|endereço|adres|adress)\\s?:|" +
    "^(?:phone|telephone|tel|mobile|cell|telefon|téléphone)\\b\\s{0,2}[.:]\\s{0,3}[+(\\d]|,\\s{0,2}[A-Z]{2},?\\s\\d{5}\\b",
  "iu",
);
/** Dates look like phone numbers. */
const DATES = /(?<!\d)(?:19|20)\d{2}\s{0,2}[-–—]/u;

function isAddress(text: string): boolean {
  return ADDRESS.test(text) && !DATES.test(text);
}

/** Whether each line stands under a heading of hobbies. */
function hobbies(lines: Line[]): boolean[] {
  let inside = false;
  return lines.map((line) => {
    if (line.text.length <= MAX_LINE && HOBBIES.test(line.text)) return inside = true;
    if (inside && headingOf(line) !== undefined) inside = false;
    return inside;
  });
}

const SEGMENT = /(\s[|•·–—]\s|\t|\s{3,}|\s?[|•·]\s?)/u;

function withoutAddresses(text: string): string {
  return text.split(SEGMENT).filter((part) => !isAddress(part)).join("");
}

/**
 * Of the lines that are about a person or to a machine, not about work, what may be scored: age, gender,
 * family, origin, hobbies, addresses and instructions to whoever reads are left out.
 */
export function withoutPersonal(lines: Line[]): Map<number, string> {
  const changed = new Map<number, string>();
  const pastime = hobbies(lines);
  for (const [at, { text }] of lines.entries()) {
    const short = text.length <= MAX_LINE;
    if (pastime[at] || short && PERSONAL_LINE.test(text) || INJECTION.test(text)) {
      changed.set(at, "");
    } else if (short && isAddress(text)) {
      changed.set(at, withoutAddresses(text));
    }
  }
  return changed;
}

function holdsAll(line: string[], words: Set<string>): boolean {
  for (const word of words) if (!line.includes(word)) return false;
  return true;
}

/** Lines without the name and the place of a person, where all words of one stand in a line. */
export function anonymous(
  lines: string[][],
  { name, location }: Pick<ScoredResume, "name" | "location">,
): string[][] {
  const known = [name, location].map((text) => new Set(tokenize(text ?? "")))
    .filter((words) => words.size > 0);
  return lines.map((line) => {
    let rest = line;
    for (const words of known) {
      if (words.size <= line.length && holdsAll(line, words)) {
        rest = rest.filter((token) => !words.has(token));
      }
    }
    return rest;
  });
}
