import { isTitleWord } from "@/lib/resume/reading/names/job_titles.ts";
import { isNoNameWord, isSkillWord } from "@/lib/resume/reading/names/no_name_words.ts";
import { joinSpacedLetters } from "@/lib/resume/reading/sections.ts";
import { withoutEdges, withoutEnd } from "@/lib/resume/text/edges.ts";

const TITLE =
  "(?:resume|résumé|curriculum vitae|curriculum vitæ|cv|c\\.v\\.|lebenslauf|currículum|currículo|" +
  "curriculum|biodata|bio-data|ansioluettelo|meritförteckning|резюме|życiorys|životopis|özgeçmiş|profile|portfolio)";

const DOCUMENT = new RegExp(TITLE, "iu");
/** "Resume of ", "CV - ", and " - Resume", "'s CV": the name of the document around that of its person. */
const DOCUMENT_BEFORE = new RegExp(
  `^${TITLE}(?:\\s?[-–—:|]\\s?|\\s(?:of|for|von|de|di|da|du|van|för|for)\\s|\\s(?=\\p{Lu}))`,
  "iu",
);
const DOCUMENT_AFTER = new RegExp(`(?:\\s?[-–—:|,]\\s?|['’]s\\s|\\s)${TITLE}(?:\\s\\d{4})?$`, "iu");

/** "(she/her)", "they/them/theirs", "Pronouns: er/ihm". */
const PRONOUN =
  "(?:she|he|they|ze|xe|ey|her|hers|him|his|them|theirs|hir|zir|sie|er|ihr|ihm|elle|il|iel|ella|él|elles?|lei|lui|" +
  "ela|ele|hon|han|hen|hun|zij|hij|any|all)";
const PRONOUNS = new RegExp(
  `[\\s,|–—-]{0,4}[(\\[]?(?:pronouns?:?\\s{0,3})?${PRONOUN}(?:\\s?[/,]\\s?${PRONOUN}){1,3}(?:\\s?pronouns)?[)\\]]?$`,
  "iu",
);

/** What is put before a name; several may follow one another. */
const HONORIFIC =
  /^(?:(?:mrs?|mss?|miss|mx|dr|prof|professor|sir|dame|rev|fr|sr|capt|captain|col|colonel|lt|sgt|maj|major|hon|engr?|er|arch|adv|atty|ca|herr|frau|ing|mag|dipl|med|rer|nat|phil|iur|habil|h\.c|univ|priv|doz|m|mme|mlle|monsieur|madame|me|d|don|doña|sra|srta|señora?|sig|sigra|dott|dott\.ssa|dottssa|avv|geom|rag|mgr|inż|inz|bc|mudr|judr|phdr|rndr|mvdr|ir|drs|mr\.dr|hr|fru|dhr|mevr|г-н|г-жа|shri|smt|kum|md|นาย|นาง|นางสาว|ดร)\.(?:-ing\.|ssa)?\s?|(?:mrs?|mss?|miss|mx|dr|prof|professor|herr|frau|monsieur|madame|ing|engr|señora?|mgr|drs?|sir|د|أ\.?د|م|المهندسة?|الدكتورة?|السيدة?|ד"ר|מר|גב'|пан|пані|г-н|г-жа|श्री|श्रीमती|डॉ\.?|นาย|นางสาว|นาง)\.?\s|(?:นางสาว|นาย|นาง)(?=\p{Script=Thai})|dipl\.?-?ing\.?\s)/iu;

// Degrees and licences of many trades, as they stand behind names.
const CREDENTIAL =
  /^(?:ph\.?\s?d|d\.?phil|m\.?d|d\.?o|d\.?d\.?s|d\.?m\.?d|d\.?v\.?m|j\.?d|ll\.?[bm]|m\.?b\.?a|e?mba|m\.?sc|m\.?s|m\.?a|m\.?eng|m\.?tech|m\.?ed|m\.?phil|m\.?f\.?a|m\.?p\.?h|m\.?p\.?a|m\.?s\.?w|m\.?b\.?b\.?s|b\.?sc|b\.?s|b\.?a|b\.?eng|b\.?tech|b\.?ed|b\.?com|b\.?b\.?a|b\.?f\.?a|bsn|msn|adn|dnp|rn|r\.n|lpn|lvn|np|aprn|fnp|fnp-?[bc]c?|agnp|pmhnp|crna|ccrn|cen|cna|cma|rma|emt|emt-?[bp]|pa-?c|pharm\.?d|rph|dpt|pt|ot|otr|otr\/l|slp|ccc-?slp|rd|rdn|ldn|rdh|lcsw|lmsw|lmft|lmhc|lpc|bcba|psy\.?d|ed\.?d|cpa|c\.p\.a|ca|aca|acca|fcca|fca|cfa|cfp|cia|cisa|cism|cissp|crisc|ccna|ccnp|ccie|pmp|p\.m\.p|capm|pgmp|pmi-acp|csm|cspo|safe|prince2|itil|shrm-s?cp|s?phr|gphr|cipd|mcipd|assoc\.? ?cipd|six sigma|lssbb|lssgb|cscp|cpim|p\.?e|p\.?eng|eit|fe|ceng|c\.eng|mice|mie[te]|leed ap|leed|aia|riba|ncarb|asla|gisp|cphq|chfp|mrics|esq|q\.?c|k\.?c|jr|sr|[ivx]{2,4}|ret|usn|usmc|usaf|obe|mbe|cbe|frcs|mrcp|frcp|frcgp|mrcgp|facs|facp|dr|ing|dipl\.?-?ing|mag|csc|drsc|dba|ba|bsc|hons?|\(hons?\))\.?$/iu;

/** Further marks behind a comma: capitals with points, strokes and hyphens. */
const LIKE_CREDENTIAL = /^(?:[A-Z][A-Za-z]{0,2}[A-Z]{1,4}(?:[-/][A-Z]{1,4})*|(?:[A-Z]\.){2,5})®?$/;

/** A name with at least so many words stands without its title behind it. */
const MIN_WORDS = 2;

function isCredential(word: string): boolean {
  return CREDENTIAL.test(word.replace(/[®™]/g, ""));
}

function withoutHonorifics(name: string): string {
  let rest = name;
  for (let n = 0; n < 5; n++) {
    const next = rest.replace(HONORIFIC, "").trimStart();
    if (next === rest || next === "") break;
    rest = next;
  }
  return rest;
}

/** Without the degrees behind it, each parted by a blank: "Ola Berg PhD MBA". */
function withoutCredentials(name: string): string {
  const words = name.split(/\s+/);
  while (words.length > MIN_WORDS && isCredential(words[words.length - 1].replace(/,$/, ""))) {
    words.pop();
  }
  return withoutEnd(words.join(" "), /[,\s]/);
}

/** Without the job title behind it: "Ola Berg Senior Engineer". */
function withoutTitle(name: string): string {
  const words = name.split(/\s+/);
  const at = words.findIndex((word, index) => {
    const lower = word.toLowerCase();
    return index >= MIN_WORDS && (isTitleWord(lower) || isSkillWord(lower));
  });
  return at === -1 ? name : words.slice(0, at).join(" ");
}

/** "Berg, Ola" and "Ola Berg, PhD, Engineer": the parts that are no degrees and no titles. */
function nameParts(name: string): string[] {
  const [first, ...more] = name.split(/\s?,\s?/).map((part) => part.trim());
  const rest = more.filter((part) =>
    part !== "" && !part.split(/[\s/]+/).every(isCredential) &&
    !(LIKE_CREDENTIAL.test(part) && first.includes(" "))
  );
  return [first, ...rest];
}

const GIVEN_PART = /^[\p{L}\p{M}'’. -]{2,40}$/u;

/** The name that parts at commas make: "Berg, Ola" is "Ola Berg"; "Austin, TX" is none. */
function ofParts([first, second, ...more]: string[]): string {
  if (second === undefined) return first;
  const words = second.split(/[\s-]+/).map((word) => word.toLowerCase());
  const other = /^[A-Z]{2}$/.test(second) ||
    words.some((word) => isTitleWord(word) || isNoNameWord(word));
  if (other) return first.includes(" ") ? first : "";
  const given = more.length === 0 && GIVEN_PART.test(second) && words.length <= 3 &&
    first.split(" ").length <= 2;
  return given ? `${withoutHonorifics(second)} ${first}` : first;
}

/** The text of a name without what stands around it; a family name before a comma is put last. */
export function bareName(piece: string): string {
  let name = joinSpacedLetters(withoutEdges(piece, /[#*_\s"“”•]/u, /[#*_\s"“”]/u));
  if (DOCUMENT.test(name)) name = name.replace(DOCUMENT_BEFORE, "").replace(DOCUMENT_AFTER, "");
  if (/[/,]|pronoun/i.test(name)) name = name.replace(PRONOUNS, "");
  name = withoutHonorifics(name.replace(/\s?\((?:m|f|w|d|he|she|him|her|they)\)$/iu, ""));
  const bare = withoutTitle(withoutCredentials(ofParts(nameParts(name))));
  return (/\p{L}{3}\.$/u.test(bare) ? bare.slice(0, -1) : withoutEnd(bare, /[,;:\s]/)).trim();
}
