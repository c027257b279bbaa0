import type { Line } from "@/lib/resume/text/lines.ts";

// What one may have of a skill, and what one may have done with it: English, German, Dutch, French,
// Spanish, Portuguese, Italian, Swedish, Danish, Norwegian, Polish.
const NOUN =
  "experience|knowledge|exposure|familiarity|background|expertise|understanding|proficiency|training|" +
  "certifications?|certificates?|licen[sc]e|degree|skills?|erfahrung(?:en)?|kenntnisse?|vorkenntnisse|" +
  "ervaring|kennis|expérience|connaissances?|compétences?|notions?|experiencia|conocimientos?|experiência|" +
  "conhecimentos?|esperienza|esperienze|conoscenza|conoscenze|erfarenhet|kunskaper|kunskap|erfaring|" +
  "kendskab|kunnskap|doświadczenia|znajomości";
const DEED =
  "used|worked|work|touched|tried|learned|learnt|programmed|coded|written|deployed|operated|handled|driven|" +
  "taught|had|held|familiar|experienced|proficient|skilled|comfortable|certified|licensed|knowledgeable|" +
  "trained|qualified|competent|fluent|acquainted|versed|know|use|speak|vertraut|benutzt|verwendet|gearbeitet|" +
  "bekend|gewerkt|gebruikt|utilisé|travaillé|usado|utilizado|trabajado|trabalhei|usei|utilizzato|usato|" +
  "lavorato|använt|jobbat|arbetat|brugt|brukt|arbejdet|jobbet|używałem|używałam|pracowałem|pracowałam";
const NO =
  "no|zero|without|keine?|keinerlei|ohne|geen|zonder|aucune?|sans|sin|ningun[ao]?|ningún|sem|nenhum[a]?|" +
  "nessun[ao]?|senza|ingen|inga|utan|uden|uten|brak|bez|little or no|little to no|lack(?:s|ing|ed)?(?: of| any)?";
const NOT =
  "not(?! only| just)|never|cannot|(?:do|did|have|has|had|am|is|was)n['’]t|nicht|noch nie|niemals|niet|nooit|" +
  "jamais|pas|nunca|não|mai|aldrig|inte|ikke|aldri|nie|nigdy";

// "not have any experience", "not an expert": what stands between is to be had or to be.
const HAVE = "have|having|possess|habe|hebben|heb|ai|tengo|tiene|tenho|possuo|ho|har|mam|a|an";

/** Words between a "no" and what it is said of: "no prior hands-on experience". */
const GAP = "(?:[\\p{L}\\p{M}\\p{N}.+#'’/-]{1,30}[\\s]{1,3}){0,4}?";

const NEGATOR = new RegExp(
  `(?<![\\p{L}\\p{N}-])(?:(?:${NO})\\s{1,3}${GAP}(?:${NOUN})|(?:${NOT})\\s{1,3}${GAP}(?:${DEED})|` +
    `(?:${NOT})\\s{1,3}(?:${HAVE})\\s{1,3}${GAP}(?:${NOUN}|experts?|specialists?)|` +
    "unfamiliar|inexperienced)(?![\\p{L}\\p{N}])(?!\\s(?:required|needed|necessary))",
  "giu",
);
/** Tried first, because few lines hold any of it. */
const HINT = new RegExp(
  `(?<![\\p{L}\\p{N}-])(?:${NO}|${NOT}|unfamiliar|inexperienced|none)(?![\\p{L}\\p{N}])`,
  "iu",
);

// Where what is denied ends: a sentence, or a turn to what one does have. A comma may go on with a list.
const TURN = new RegExp(
  "[.;!?:)|•](?=\\s|$)|\\s[-–—]\\s|(?<![\\p{L}\\p{N}])(?:but|however|though|although|yet|while|whereas|except|" +
    "aber|sondern|jedoch|mais|pero|ma|mas|maar|men|ale)(?![\\p{L}\\p{N}])|" +
    ",\\s{1,3}(?:and\\s)?(?:I|i['’]m|strong|good|solid|expert|experienced|familiar|skilled|proficient|worked|" +
    "built|used|have|has|only|mainly|mostly|instead|ich|je|yo|io|eu|jag|jeg)(?![\\p{L}\\p{N}])",
  "iu",
);

/** "Kafka: none", "Kafka (no experience)", "Kafka - not yet": the denial follows its label. */
const DENIED_LABEL = new RegExp(
  `^([^:()–—]{2,60}?)\\s?(?:[:(–—]|\\s-\\s)\\s{0,3}(?:none|never|no|not yet|(?:${NO})\\s(?:[\\p{L}-]{1,20}\\s){0,2}` +
    `(?:${NOUN})|keine|aucune|ninguna|nessuna|nenhuma|geen|ingen)(?:\\s(?:yet|so far|used))?[).]?$`,
  "iu",
);

/** "Python, Kafka (none)": the same of one item of a list. */
const DENIED_ITEM =
  /[^,;:()|•]{2,60}\((?:none|never used|not yet|no experience|keine|aucune|ninguna)\)/giu;

/** A line that only the width of the page broke is about this long. */
const FULL_LINE = 60;

interface Rest {
  text: string;
  /** True where the line ends within what is denied. */
  open: boolean;
}

function endOfDenial(text: string, from: number): number | undefined {
  const found = TURN.exec(text.slice(from));
  return found === null ? undefined : from + found.index;
}

function withoutDenials(text: string): Rest {
  if (DENIED_LABEL.test(text)) return { text: "", open: false };
  const items = text.includes("(") ? text.replace(DENIED_ITEM, " ") : text;
  return withoutClauses(items);
}

function withoutClauses(text: string): Rest {
  let rest = "";
  let at = 0;
  for (const found of text.matchAll(NEGATOR)) {
    if (found.index < at) continue;
    rest += `${text.slice(at, found.index)} `;
    const end = endOfDenial(text, found.index + found[0].length);
    if (end === undefined) return { text: rest, open: true };
    at = end;
  }
  return { text: rest + text.slice(at), open: false };
}

/**
 * The lines in which a resume says what it does not have ("no experience with X", "never used X", in
 * eleven languages), each with what is left of it: a denial reaches to the end of its clause, over a
 * line's end too where only the page broke it.
 */
export function withoutNegated(lines: Line[]): Map<number, string> {
  const changed = new Map<number, string>();
  let open = false;
  for (const [at, line] of lines.entries()) {
    let { text } = line;
    if (open && !line.bullet && !line.afterGap) {
      const end = endOfDenial(text, 0);
      text = end === undefined ? "" : text.slice(end);
      changed.set(at, text);
      if (end === undefined) continue;
    }
    open = false;
    if (!HINT.test(text)) continue;
    const rest = withoutDenials(text);
    if (rest.text === text) continue;
    changed.set(at, rest.text);
    open = rest.open &&
      (line.text.length >= FULL_LINE ||
        /(?:with|of|in|to|using|mit|in|avec|en|con|com|met|av|med|i|z)$/i.test(line.text));
  }
  return changed;
}
