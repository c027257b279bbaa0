/**
 * What of a resume's text tells of the person and not of the work, by how it is written. Every pattern
 * is tried where a word begins alone, and takes so many characters at most: a hostile text is read in
 * linear time.
 */

const DATE = String
  .raw`(?:\d{1,2}(?:st|nd|rd|th|er)?[.\/\s-]{1,3}(?:(?:of|de)\s)?[\p{L}\d]{1,12}[.,\/\s-]{1,3}(?:de\s)?\d{2,4}|\d{4}\s?[.\/年-]\s?\d{1,2}\s?[.\/月-]\s?\d{1,2}日?|\p{L}{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}|(?:19|20)\d\d(?!\d))`;
const BORN = [
  ...["date of birth", "birth\\s?date", "birthday", "d\\.?o\\.?b\\.?", "born"],
  ...["geboren", "geb\\.", "geburtsdatum", "geburtstag", "née? le", "date de naissance"],
  ...["fecha de nacimiento", "nacid[oa] el", "data di nascita", "nat[oa] il", "nascid[oa] em"],
  ...["data de nascimento", "geboortedatum", "data urodzenia", "födelsedatum", "fødselsdato"],
  ...["doğum tarihi", "дата рождения", "出生日期", "生年月日", "생년월일"],
].join("|");

/** A date of birth with what says that it is one, and an age. */
const BIRTH = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(?:${BORN})[^\n\d]{0,30}?${DATE}` +
    String.raw`|(?:age|aged|alter|âge|edad|età|idade|leeftijd)\s?[:：]?\s?\d{2}(?!\d)` +
    String.raw`|\d{2}[ -](?:years?[ -]old|jahre alt))(?![\p{L}\p{N}])`,
  "giu",
);

/** Lines that name what no job asks for. */
const LABELLED = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(?:preferred )?pronouns|gender|sex|geschlecht|sexe|sexo|género` +
    "|marital status|civil status|familienstand|état civil|situation familiale|estado civil" +
    "|nationality|citizenship|nationalität|staatsangehörigkeit|nationalité|nacionalidad" +
    "|religion|konfession|place of birth|geburtsort|lieu de naissance|lugar de nacimiento" +
    "|(?:home |postal )?address|adresse|anschrift|wohnort|wohnhaft in|dirección|indirizzo|adres" +
    String.raw`|home town|hometown)\s{0,3}[:：]\s{0,3}[^\n]{1,80}`,
  "giu",
);

const PRONOUNS =
  /(?<![\p{L}\p{N}/])(?:(?:she|he|they|xe|ze|sie|er|elle|il|iel|ella|él)\s?\/\s?(?:her|him|hers|his|them|theirs|they|ihr|ihm|ihn|lui|elle|el)(?:\s?\/\s?\p{L}{2,6})?|she|he|him|his|hers|her|himself|herself)(?![\p{L}\p{N}/])/giu;

const STREETS =
  /(?<![\p{L}\p{N}.'-])(?:[\p{L}.-]{2,30}(?:straße|strasse|str\.|gasse|platz|allee|weg)\s\d{1,4}\s?[a-z]?|\d{1,5}[a-zA-Z]?,?\s(?:\p{Lu}[\p{L}'.-]{0,20}\s){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Boulevard|Blvd|Court|Terrace|Close)|\d{1,4},?\s(?:bis\s)?(?:rue|avenue|boulevard|place|via|calle|rua)\s[\p{L}' -]{2,40})(?![\p{L}\p{N}])/gu;

const SCHOOL_WORD =
  "(?:University|College|Institute|School|Academy|Polytechnic|Universit[äàé]t?|Hochschule|Fachhochschule|Gymnasium|Universidade?|Université|Universiteit|Uniwersytet|Politecnico|Politécnica|École|Lycée|Instituto)";
const SCHOOLS = new RegExp(
  String.raw`(?<![\p{L}\p{N}.&'-])(?:(?:\p{Lu}[\p{L}.&'-]{0,30} ){0,5}(?:\p{L}{2,20})?` +
    SCHOOL_WORD +
    String
      .raw`(?:(?: (?:of|de|du|des|der|für|di|da|do|degli|zu|the|la|and|und|at))* \p{Lu}[\p{L}.'-]{0,30}){0,5}` +
    "|(?:TU|FH|HU|FU|ETH|EPFL) \\p{Lu}\\p{L}{2,20}|MIT|UCLA|LMU|TUM|KIT|RWTH|ETH|EPFL|NYU|INSEAD)" +
    String.raw`(?![\p{L}\p{N}])`,
  "gu",
);

/** The text without what tells of the person; schools too where that is asked for. */
export function withoutPersonal(text: string, mark: string, { schools }: { schools: boolean }) {
  const rest = text.replaceAll(BIRTH, mark).replaceAll(LABELLED, mark)
    .replaceAll(STREETS, mark).replaceAll(PRONOUNS, mark);
  return schools ? rest.replaceAll(SCHOOLS, mark) : rest;
}
