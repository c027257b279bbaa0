import { piecesOf } from "@/lib/resume/reading/contact/pieces.ts";
import { bareName } from "@/lib/resume/reading/names/name_parts.ts";

const MARK = "\\*?(?:\\s?[:：]\\s{0,20}|\\s[-–]\\s|\\t\\s{0,20}|\\s{3,40}|(?<=\\p{Lo})\\s|$)";
const START = "^[^\\p{L}\\p{N}]{0,4}";
const VALUE = "(?<value>.{0,60})";

const pattern = (labels: string) => new RegExp(`${START}(?:${labels})${MARK}${VALUE}`, "iu");

const WHOLE = pattern(
  "(?:full |candidate |complete |applicant )?name(?: and surname)?|name of (?:candidate|applicant)|nom(?: et prénoms?| complet)?|" +
    "prénom et nom|nombre(?: completo| y apellidos)?|nome(?: completo| e cognome)?|cognome e nome|naam|volledige naam|" +
    "imię i nazwisko|namn|fullständigt namn|navn|fulde navn|nimi|jméno(?: a příjmení)?|meno a priezvisko|név|nume(?: și prenume)?|" +
    "vor- und (?:nachname|zuname)|name, vorname|vollständiger name|фио|ф\\.и\\.о\\.|имя(?: и фамилия)?|ім'я|піб|ad(?:ı)? soyad(?:ı)?|isim|" +
    "ονοματεπώνυμο|όνομα|氏\\s?名|名前|お名前|姓\\s?名|名字|이\\s?름|성\\s?명|성함|الاسم(?: الكامل)?|שם(?: מלא)?|ชื่อ(?:-(?:นามสกุล|สกุล))?|" +
    "नाम|पूरा नाम|họ (?:và )?tên|nama(?: lengkap)?",
);
const GIVEN = pattern(
  "(?:first|given|fore)\\s?names?|vorname|prénoms?|nombres|voorna(?:a)?m(?:en)?|förnamn|fornavn|etunimi|imię|jméno|имя|ad|adı|名",
);
const FAMILY = pattern(
  "(?:last|family)\\s?name|surname|nachname|familienname|nom de famille|apellidos?|cognome|apelido|sobrenome|achternaam|" +
    "efternamn|efternavn|etternavn|sukunimi|nazwisko|příjmení|priezvisko|фамилия|прізвище|soyad|soyadı|姓",
);

/** What a label in one of the lines gives, on its own line or alone on the next. */
function valueOf(lines: string[], label: RegExp): string {
  for (const [at, line] of lines.entries()) {
    const found = label.exec(line.slice(0, 160));
    if (found === null) continue;
    const value = found.groups?.value.trim() ?? "";
    const name = bareName(
      piecesOf((value === "" ? lines[at + 1] ?? "" : value).replace(/\s?\(.*/, ""))[0] ?? "",
    );
    if (name !== "" && name.split(/\s+/).length <= 6 && !/[\d@/\\]/.test(name)) return name;
  }
  return "";
}

/** The name that a label gives, in one line or as first and last name, or null. */
export function labelledName(lines: string[]): string | null {
  const [given, family] = [valueOf(lines, GIVEN), valueOf(lines, FAMILY)];
  if (given !== "" && family !== "") return `${given} ${family}`;
  const whole = valueOf(lines, WHOLE);
  // "Name: Berg", "Vorname: Ola".
  if (whole !== "" && given !== "" && !whole.includes(" ") && whole !== given) {
    return `${given} ${whole}`;
  }
  // "Nombre: Ola", "Apellidos: Berg".
  if (whole !== "" && family !== "" && !whole.includes(family)) return `${whole} ${family}`;
  return whole || given || family || null;
}
