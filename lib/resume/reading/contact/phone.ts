import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { CountryCode } from "libphonenumber-js/min";
import { piecesOf } from "@/lib/resume/reading/contact/pieces.ts";
import type { Language } from "@/lib/resume/text/language.ts";
import type { Line } from "@/lib/resume/text/lines.ts";

/** So many lines are searched that hold enough digits; a page of numbers has more. */
const MAX_LINES = 40;
/** Longer lines are prose. */
const MAX_LINE = 300;
const MIN_DIGITS = 7;
/** E.164 allows 15; with 00 before them, and a 0 in brackets. */
const MAX_DIGITS = 18;

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
/** Whose numbers are known in their national form, whatever the language. */
const COUNTRIES: CountryCode[] = [
  "US",
  "GB",
  "IN",
  "FR",
  "NG",
  "PH",
  "AU",
  "BR",
  "PK",
  "ZA",
  "SE",
  "ES",
];

const EXTENSION =
  "(?:\\s?(?:,\\s?)?(?:ext|extn|extension|x|durchwahl|dw|poste|int|anexo|доб)\\.?\\s?\\d{1,6})?";
const NUMBER = new RegExp(
  `(?<![\\p{L}\\p{N}_@#$€£/-])(?:\\(?\\+\\s?)?[(\\d][\\d\\s().\\-–/‐−]{4,24}\\d(?:${EXTENSION})(?![\\p{L}\\p{N}%])`,
  "giu",
);
const LABEL =
  /(?:phone|tel|telephone|telefon\p{L}{0,3}|téléphone|teléfono|telefone|telefono|telefoon|mobile|mobil|mobiltelefon|portable|móvil|telemóvel|celular|cellulare|cell|cel|gsm|handy|whatsapp|puhelin|komórka|cep|телефон|тел|моб|電話|携帯|电话|手机|전화|휴대폰|هاتف|جوال|טלפון|נייד|โทร|फ़ोन|मोबाइल|contact(?: no| number)?|number|[mtpch]|☎|📞|📱|✆)[\s.:：()#№-]{0,6}$/iu;
/** What other numbers are called; no phone follows. */
const OTHER =
  /(?:personal (?:number|no|id)|person(?:al)?nummer|personalnummer|cpr|ssn|social security|passport|passnummer|reisepass|id|identity|ausweis|licen[cs]e|permit|registration|reg|member(?:ship)?|matriculation|matrikel(?:nummer|nr)?|student|employee|roll|enrolment|iban|konto|account|card|steuer(?:nummer|id)?|tax|vat|ust|nif|nie|dni|cpf|rg|cnpj|pesel|nip|regon|rodné číslo|orcid|isbn|issn|doi|patent|case|ticket|invoice|siret|aadhaar|pan|nric|curp|rfc|codice fiscale|p\.?\s?iva|snils|снилс|инн|паспорт|身份证号?|身分證|学号|주민등록번호|fax|telefax|zip|plz|pin(?: ?code)?|postal(?: code)?|p\.?o\.? box|date of birth|dob|d\.o\.b|born|geboren(?: am)?|geburtsdatum|né(?:e)? le|fecha de nacimiento|nascimento|születési|рождения|生年月日|出生)[\s.:：#№-]{0,4}(?:no|nr|number|nummer|code)?[\s.:：#№-]{0,4}$/iu;

const YEAR = "(?:19|20)\\d{2}";
const DATES = new RegExp(
  `(?<![\\d.])(?:\\d{1,2}[./-]){1,2}${YEAR}(?!\\d)|(?<!\\d)${YEAR}[./-]\\d{1,2}(?:[./-]\\d{1,2})?(?![\\d])|` +
    `(?<!\\d)${YEAR}\\s{0,3}[-–—/‐]\\s{0,3}${YEAR}(?!\\d)|(?<!\\d)${YEAR}(?:0[1-9]|1[0-2])(?:[0-2]\\d|3[01])(?:-\\d{4})?(?!\\d)`,
  "g",
);
/** ORCID, cards and accounts: digits in fours; a ZIP code of nine digits. */
const GROUPS = /^(?:\d{4}[\s-]){3}\d{3,4}|^\d{5}-\d{4}$/;
const LINKS =
  /(?<![^\s@])[^\s@]+@[^\s@]{1,255}|(?:https?:|www\.)\S{0,255}|(?<!\S)\S{0,64}(?:\.com|\.org|\.net|\.io|linkedin|github)\S{0,255}/giu;
const OTHER_DIGIT = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u0e50-\u0e59]/g;

function asciiDigits(text: string): string {
  return text.replace(OTHER_DIGIT, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = [0x0660, 0x06f0, 0x0966, 0x0e50].findLast((first) => first <= code) ?? code;
    return String(code - zero);
  });
}

function isNational(number: string, language: Language): boolean {
  return [COUNTRY[language], ...COUNTRIES].some((defaultCountry) =>
    parsePhoneNumberFromString(number, { defaultCountry })?.isValid() ?? false
  );
}

/** Whether a number that stands behind `before` and fills its piece, or doesn't, is that of a phone. */
function isPhone(number: string, before: string, fills: boolean, language: Language): boolean {
  const digits = number.replace(new RegExp(`${EXTENSION}$`, "iu"), "").replace(/\D/g, "");
  if (digits.length < MIN_DIGITS || digits.length > MAX_DIGITS) return false;
  if (GROUPS.test(number) || OTHER.test(before)) return false;
  if (/^\+|^00\d/.test(number) && digits.length >= 9) return true;
  if (LABEL.test(before)) return true;
  return (fills || digits.length >= 9) && isNational(number, language);
}

function phoneOf(piece: string, language: Language): string | null {
  for (const match of piece.matchAll(NUMBER)) {
    const open = match[0].startsWith("(") && !match[0].includes(")");
    const number = (open ? match[0].slice(1) : match[0]).trim();
    const before = piece.slice(0, match.index);
    const fills = !/[\p{L}\p{N}]/u.test(before + piece.slice(match.index + match[0].length));
    if (isPhone(number, before.slice(-40), fills, language)) return number;
  }
  return null;
}

/** The first phone number as it is written, or null; national forms are read by the language. */
export function phoneIn(lines: Line[], language: Language): string | null {
  let searched = 0;
  let label = "";
  for (const { text } of lines) {
    const last = label;
    label = text.length <= 40 ? text : "";
    // Most lines end here: the search is slow.
    const digits = text.length > MAX_LINE ? 0 : text.match(/\p{Nd}/gu)?.length ?? 0;
    if (digits < MIN_DIGITS) continue;
    if (++searched > MAX_LINES) return null;
    const line = asciiDigits(text).replace(LINKS, " | ").replace(DATES, " | ");
    for (const [at, piece] of piecesOf(line).entries()) {
      const alone = at === 0 && /^[+(\d]/.test(piece);
      const found = phoneOf(piece, language) ??
        (alone && LABEL.test(last) ? phoneOf(`Tel ${piece}`, language) : null);
      if (found !== null) return found;
    }
  }
  return null;
}
