import { type YearsIn, yearsIn } from "@/lib/resume/text/years.ts";

/** How far around a number of years is looked for what it counts, in characters. */
const AROUND = 60;

// What stands right before a number of years that is no demand: a span of time, a rhythm, an upper
// bound, the age of a company or a person.
const BEFORE =
  /(?:\b(?:last|past|next|first|previous|coming|every|each|per|within|after|up to|max(?:imum)?(?: of)?|no more than|less than|fewer than|under|founded|established|once|twice|times|aged?|minimum age|bis zu|höchstens|maximal|alle|nach|letzten|nächsten|ersten|vor|seit(?: über| mehr als| rund)?|depuis(?: plus de| près de)?|il y a|jusqu'à|dernières|premières|desde hace|hace(?: más de)?|hasta|últimos|primeros|fino a|ultimi|da (?:oltre|più di)|até|últimos|há(?: mais de)?|tot|afgelopen|al meer dan|al ruim|sinds|senaste|i över|för över|upp till|seneste|siste|i mere end|i over|viimeis\p{L}*|jopa|ponad od|od ponad|do|ostatnich|już|před|až|posledních|fylt|fyllt|fyllda|ukończone)|(?:^|[^\p{L}])(?:более|свыше|уже|последние|до|старше|возраст\p{L}*|son|fazla)|(?:創業|設立|満|直近|过去|過去|成立|近))[:\s(]*(?:the\s)?$/iu;

// What stands right after one.
const AFTER =
  /^\s*(?:\+\s*)?(?:old\b|or older|or above|or over|and (?:older|over|above)|(?:of )?age\b|ago\b|after\b|from now|in business|in the (?:market|business)$|on the market|of (?:history|heritage|tradition|success|innovation|excellence|existence|growth|warranty|guarantee|free)|strong\b|history|anniversary|alt\b|jung\b|tradition|geschichte|révolus|d'existence|d'histoire|d'âge|de edad|cumplidos|de historia|en el mercado|compiuti|di età|fa\b|di storia|de idade|de mercado|de história|oud\b|geleden|bestaa|gammal|gammel|sedan\b|siden\b|på marknaden|täyttän|ikäi|sitten|temu|na rynku|tradycji|istnienia|života|tradice|na trhu|věku|назад|на рынке|истории|önce|yaş|の歴史|前|岁|歲|歳|の伝統|历史|歷史)/iu;

// A number of years beside one of these measures a contract, a plan or a promise.
const TERM =
  /\b(?:contract|fixed[- ]term|temporary|warranty|guarantee|visa|lease|roadmap|vesting|cliff|commitment|duration|assignment|placement|programme|graduate scheme|apprenticeship lasts|befristet\p{L}*|vertrag|laufzeit|CDD|durée|contrato|contratto|tijdelijk|vikariat|umow\p{L}*|smlouv\p{L}*)\b/iu;

// A sentence of these tells how old or how good the company is.
const COMPANY =
  /(?:(?:\b(?:we|we've|we have|our (?:company|firm|team|family|business|group|brand)|the company|this company)|^company) (?:\p{L}+ ){0,3}?(?:been|founded|has|have|are|is|was|were|around|established|celebrat\p{L}+|build\p{L}*|operat\p{L}+|serv\p{L}+|exist\p{L}*)\b|\bfamily[- ](?:owned|run)|\bwir (?:sind|haben|bauen|entwickeln|stehen)|unternehmen|\bnous (?:sommes|existons)|\bsomos\b|llevamos|\bsiamo\b|\bwij zijn|\bvi (?:är|er|har)\b|\bolemme\b|\bjesteśmy\b|\bjsme\b|(?:^|[^\p{L}])мы\s|наша компания|компания\s|şirketimiz|当社|弊社|我们公司|本公司)/iu;
const EXPERIENCE =
  /experien|erfahr|expérien|experienc|esperienz|ervaring|erfaren|erfaring|kokemu|doświadcz|zkušenost|praxe|опыт|стаж|deneyim|tecrübe|経験|实务|经验|經驗|looking for|seek|you\b|candidate|must|require/iu;

// "a year": what a salary is paid by and what happens once in one.
const ONE = /^(?:a|one)\s/i;
const OF_WORK = /^\s*(?:'s?\s)?(?:of|as|in|working|work|experience|or more|relevant|\+|with)\b/i;

/** True for a sentence about the company, its age included. */
export function isAboutCompany(text: string): boolean {
  return COMPANY.test(text) && !EXPERIENCE.test(text);
}

/** The numbers of years of experience that a text asks for: no ages, spans, contracts, salaries. */
export function yearsAsked(text: string): YearsIn[] {
  const found = yearsIn(text);
  // What the whole text says is asked once: it may be of nothing but years.
  if (found.length === 0 || isAboutCompany(text)) return [];
  const isOfExperience = EXPERIENCE.test(text);
  return found.filter(({ from, to }) => {
    const before = text.slice(Math.max(0, from - AROUND), from);
    const after = text.slice(to, to + AROUND);
    if (BEFORE.test(before) || AFTER.test(after)) return false;
    const near = before.slice(-AROUND / 2) + after.slice(0, AROUND / 2);
    if (TERM.test(near) && !isOfExperience) return false;
    if (!ONE.test(text.slice(from, to))) return true;
    if (/\d|per|[€$£]/.test(before.slice(-12))) return false;
    return isOfExperience || /\bof$/i.test(text.slice(from, to)) || OF_WORK.test(text.slice(to));
  });
}
