import ranks from "@/lib/resume/text/stem_ranks.json" with { type: "json" };

// By Zipf's law the word of rank r makes up about 0.1/r of English text; a resume has about 500
// words, so the chance that one holds it is 1 - exp(-0.1/r * 500).
const EXPECTED = 50;

/** The inverse document frequency of a stem that the table does not know. */
export const MAX_IDF = 5.5;

/** Words that are in almost every job description, however rare they are in English. */
const EVERYWHERE_IDF = 0.8;

const RANK = new Map(ranks.stems.split(" ").map((stem, index) => [stem, index + 1]));

const EVERYWHERE = new Set(
  ("abil abl excel strong solid profici profession knowledg understand experi experienc skill work role " +
    "candid posit requir requisit prefer must minimum least year previous prior proven familiar " +
    "demonstr expert expertis compet capabl good great well thorough deep extens hand relat relev " +
    "similar various multipl effect effici ensur includ use util provid respons perform posess possess " +
    "job titl summari seek look team join success succ need necessari desir advantag plus bonus " +
    "basic advanc advanced outstand except exceptional superior qualif qualifi field within background track " +
    "record histori servic appli applic apply level high highli new name email educ person inform " +
    "adept mastery masteri profound keen commit dedic ideal aptitud " +
    "comprehens etc e.g i.e year month serv serve conduct assist bring involv handl " +
    "degre employ worker staff environ industri busi compani organ task duti activ")
    .split(" "),
);

/**
 * How much finding this stem tells, 0 and up, from a table that ships with the program (see
 * `stem_ranks.json`), so a score never depends on the other resumes of a batch.
 */
export function idf(stem: string): number {
  if (EVERYWHERE.has(stem)) return EVERYWHERE_IDF;
  const rank = RANK.get(stem);
  if (rank === undefined) return MAX_IDF;
  return Math.min(MAX_IDF, -Math.log(1 - Math.exp(-EXPECTED / rank)));
}

/** True for words of job descriptions that name no skill (ability, proficient, experience). */
export function isFiller(stem: string): boolean {
  return EVERYWHERE.has(stem);
}
