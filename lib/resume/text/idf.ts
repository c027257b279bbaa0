import { stem } from "@/lib/resume/text/stems.ts";
import ranks from "@/lib/resume/text/stem_ranks.json" with { type: "json" };

// By Zipf's law the word of rank r makes up about 0.1/r of English text; a resume has about 500
// words, so the chance that one holds it is 1 - exp(-0.1/r * 500).
const EXPECTED = 50;

/** The inverse document frequency of a stem that the table does not know. */
export const MAX_IDF = 5.5;

/** The tables, made when they are first asked: most of what imports this scores nothing. */
const ranksOfStems = once(() =>
  new Map(ranks.stems.split(" ").map((stem, index) => [stem, index + 1]))
);

// The table of English knows nothing of resumes, where "customer" is commoner than "water". These are the
// words that resumes of all trades share, by how many of them hold each; kept as words, read as stems.
const FILLER =
  "ability able strong solid proficiency profession professional knowledge understanding experience experienced " +
  "experiences skill work role candidate position requirement required requisite preferred must minimum least year " +
  "previous prior proven familiar demonstrate expert expertise competent competency capable capability good great " +
  "well thorough deep extensive hand related relevant similar various multiple effective efficient efficiency ensure " +
  "include use used utilize provide responsible responsibility perform performance possess job title summary seeking " +
  "look team join success successful need necessary desire advantage plus bonus basic advanced outstanding " +
  "exceptional superior qualify qualification field within background track record history service apply " +
  "application level high highly new name email education educational personal person information adept mastery " +
  "profound keen committed dedicated ideal aptitude comprehensive etc month serve conduct assist bring involve handle " +
  "degree employee employment worker staff environment industry business company organization task duty activity " +
  "excellent excellence equivalent working willing valid current candidates people someone day daily busy full time " +
  "please want help make sure keep take get give own first best part large small several different many";
const COMMON =
  "manage manager management develop development support customer client project process training train plan " +
  "planning lead leader leadership coordinate coordinator communicate communication maintain maintenance report " +
  "reporting sale office computer create implement supervise supervisor prepare operate operation review monitor meet " +
  "meeting meetings system systems program product school university college assistant associate administer administrative " +
  "problem solving solve quality improve improvement increase oversee direct director establish organize " +
  "organizational schedule scheduling data department member order detail attention build relationship relation state " +
  "city national goal complete policy procedure standard issue microsoft office word excel powerpoint present " +
  "presentation evaluate analysis analyze identify participate deliver achieve assign needs resource general record " +
  "records document documentation international area group individual community public social written verbal write " +
  "oral interpersonal deadline multitask flexible motivated positive creative self learn learning fast paced " +
  "independent independently responsible independent promote special specialist set start run answer update order " +
  "check control contact phone follow receive offer hold line change technical technician technology service material " +
  "environment access material materials supply supplies purchase facility facilities equipment operations functional " +
  "accuracy accurate effectively fluent english senior junior";
const FREQUENT =
  "budget budgeting financial finance account accounts marketing market vendor contract cost inventory safety safe " +
  "research test testing design designer health care human resources software web site website network database tool " +
  "tools internet online media advertise event staff hire hiring recruit interview payroll invoice bill billing audit " +
  "compliance comply regulation regulatory federal law legal inspect inspection repair install risk strategy strategic " +
  "growth revenue retail store stock warehouse ship shipping deliver delivery transport schedule license certification " +
  "certified certificate award volunteer spanish bilingual travel driver resolve negotiate negotiation coach mentor " +
  "teach teacher instruct student class course curriculum engineer engineering science art medical hospital patient " +
  "insurance bank cash credit payment loan account reconcile forecast metric file filing data entry type front desk " +
  "receptionist secretary clerk food restaurant clean sanitation security personnel benefits orientation onboarding " +
  "construction manufacture manufacturing production produce trade unit campaign brand graphic content press print " +
  "publish newsletter editing edit conference workshop committee board corporate global executive client engagement " +
  "oracle sap crm quickbooks outlook adobe photoshop social family child children home house building " +
  "property vehicle agent call center callcenter inbound outbound guest counter shift operator machine mechanical";

const FREQUENT_IDF = 2.5;
const COMMON_IDF = 1.6;

/** About how many bits less than a rare word the words of each list tell; 0.8 is as much as nothing. */
const LISTS: [words: string, idf: number][] = [[FREQUENT, FREQUENT_IDF], [COMMON, COMMON_IDF], [
  FILLER,
  0.8,
]];
const commonness = once(() =>
  new Map(
    LISTS.flatMap(([words, idf]) => words.split(" ").map((word) => [stem(word, "en"), idf])),
  )
);
const fillers = once(() => new Set(FILLER.split(" ").map((word) => stem(word, "en"))));

/** Words that are common in English but not listed above are rare in resumes. */
const MIN_OTHER = 2.5;

/**
 * How much finding this stem tells, 0 and up, from a table that ships with the program (see
 * `stem_ranks.json`), so a score never depends on the other resumes of a batch.
 */
export function idf(term: string): number {
  const common = commonness().get(term);
  if (common !== undefined) return common;
  // "35 wpm", "50 lbs": a number says nothing without what it counts.
  if (/^\d+$/.test(term)) return COMMON_IDF;
  const rank = ranksOfStems().get(term);
  if (rank === undefined) return MAX_IDF;
  return Math.min(MAX_IDF, Math.max(MIN_OTHER, -Math.log(1 - Math.exp(-EXPECTED / rank))));
}

/** True for words that say nothing of a trade: "managing" alone is no crop experience. */
export function isGeneric(term: string): boolean {
  return (commonness().get(term) ?? MAX_IDF) <= COMMON_IDF;
}

/** True for words of job descriptions that name no skill (ability, proficient, experience). */
export function isFiller(term: string): boolean {
  return fillers().has(term);
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => made ??= make();
}
