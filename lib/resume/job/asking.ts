import type { RequirementKind } from "@/lib/wire/result.ts";
import { isAboutCompany } from "@/lib/resume/job/years_asked.ts";

function words(...lists: string[]): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${lists.join("|")})(?![\\p{L}\\p{N}])`, "iu");
}

/** Words that make a wish of a demand. */
const NICE = words(
  "nice to have|nice-to-have|preferred|preferably|(?:is |are |be |as |'s )?(?:a |an )?(?:big |huge |strong |real |definite )?plus|bonus(?: points?)?",
  "desirable|desired|would be (?:beneficial|helpful|great|an asset|useful|ideal|amazing|nice|lovely|valued|welcome)|advantageous|(?:an |a distinct )?advantage|ideally|optional|an asset|beneficial|we'd love|great if|good to have|appreciated|is welcome|are welcome",
  "von vorteil|wünschenswert|idealerweise|gerne gesehen|gern gesehen|wäre (?:toll|schön|super)|ein plus|pluspunkt|optimalerweise|wünschen wir",
  "un plus|un atout|souhaité\\p{L}*|apprécié\\p{L}*|idéalement|serait un|deseable\\p{L}*|se valora\\p{L}*|valorable|valoramos|preferible\\p{L}*|preferentemente|será un plus|gradit\\p{L}*|preferibil\\p{L}*|costituisc\\p{L}* (?:un )?\\p{L}+|titolo preferenziale|desejáve\\p{L}*|diferencial|será um|valorizamos|preferencialmente",
  "mooi meegenomen|een pré|bij voorkeur|pluspunt|is een plus|meriterande|önskvärt|merit|gärna|ett plus|en fordel|en bonus|et plus|et pluss|gerne|gjerne|ønskelig|ønskes|eduksi|plussaa|toivottava\\p{L}*|katsotaan eduksi",
  "mile widzian\\p{L}*|atutem|dodatkowym atutem|plusem|preferowan\\p{L}*|výhodou|vítán\\p{L}*|ideálně|uvítáme",
  "будет плюсом|плюсом|желател\\p{L}*|приветству\\p{L}*|преимуществ\\p{L}*|tercih\\p{L}*|artı|avantaj\\p{L}*",
);
const NICE_UNSPACED = /歓迎|尚可|優遇|望ましい|嬉しい|あれば|優先|优先|加分|更佳/u;

/** Words that ask for something. */
const MUST = words(
  "must|requir\\p{L}*|minimum|at least|proficien\\p{L}*|knowledge|experienced?|expertise|skills?|skilled|familiar\\p{L}*|understanding|ability|able to|degree|certifi\\p{L}*|fluen\\p{L}*|qualif\\p{L}*|licen[cs]ed?|background in|track record|mastery|comfortable with|command of|essential|mandatory|need to|needs to|needed|expect you|hands-on|(?:someone|somebody|people|candidates?|person) (?:who|with)",
  "\\p{L}*erfahrung(?:en)?|\\p{L}*kenntnisse|vorausgesetzt|zwingend|erforderlich|mindestens|beherrsch\\p{L}*|abgeschlossene\\p{L}*|sicherer umgang",
  "expérience\\p{L}*|maîtris\\p{L}*|connaissance\\p{L}*|indispensable|exigé\\p{L}*|requis\\p{L}*|diplôme|compétence\\p{L}*|vous (?:maîtrisez|avez|êtes|connaissez|possédez|justifiez)",
  "experiencia|conocimiento\\p{L}*|imprescindible|se requiere|dominio|manejo|titulación|esperienza|conoscenza|richiest\\p{L}*|indispensabile|padronanza|laurea|experiência|conhecimento\\p{L}*|obrigatóri\\p{L}*|domínio",
  "ervaring|kennis|vereist|minimaal|beheers\\p{L}*|erfarenhet|kunskap\\p{L}*|krävs|krav|minst|behärska\\p{L}*|du har|du är|erfaring|kendskab|krever|kræver|kjennskap|mindst|beherske\\p{L}*|kokemus\\p{L}*|osaami\\p{L}*|vähintään|hallitset|edellyt\\p{L}*|sinulla on",
  "doświadczeni\\p{L}*|znajomość|wymagan\\p{L}*|minimum|umiejętność|biegł\\p{L}*|zkušenost\\p{L}*|znalost\\p{L}*|požad\\p{L}*|nutn\\p{L}*|ovládá\\p{L}*|praxe",
  "опыт\\p{L}*|знани\\p{L}*|владени\\p{L}*|требу\\p{L}*|необходим\\p{L}*|умени\\p{L}*|уверенн\\p{L}*|deneyim\\p{L}*|bilgi\\p{L}*|hakim|gerekli\\p{L}*|tecrübe\\p{L}*|mezun\\p{L}*",
);
const MUST_UNSPACED =
  /経験|必須|スキル|知識|できる方|以上|经验|經驗|熟悉|精通|掌握|要求|必须|必須|具备|具備|学历|能力/u;

/** "You know SQL", "you will need SQL": what the reader is to have, not to do. */
const YOU_HAVE =
  /(?<!\p{L})you(?:'ll|'re| will| are| should| would)? (?:also |already |probably |really )?(?:need|have|bring|know|hold|possess|speak|understand|master|love|enjoy|are|can|ship|write|'ve|come with|be (?:able|familiar|fluent|comfortable|experienced|proficient))(?!\p{L})|(?<!\p{L})du (?:bringst|kennst|hast|bist|kannst|beherrschst|behärskar|kan|kender|kjenner|tunnet)(?!\p{L})/iu;

const DUTY =
  /^(?:(?:in this \p{L}{3,12},? |here,? |as [^,]{3,40}, )?(?:you|the \p{L}{3,20}|this (?:role|position)|responsib\p{L}*) (?:will|shall|for|is responsible|are responsible|get to)|you'll|you’ll|responsible for|sie werden|du wirst|deine aufgabe\p{L}*|vous (?:serez|aurez|participerez|développerez|assurerez)|serás|te encargarás|ti occuperai|você (?:vai|irá)|je gaat|du kommer (?:att|til)|du skal|du vil|tulet|będziesz|budete|budeš|вы будете|вам предстоит|предстоит)(?!\p{L})/iu;

// What the law or the benefits department adds asks for nothing.
const NO_DEMAND =
  /(?<!\p{L})(?:equal[- ]opportunity|without regard|regardless of|all qualified applicants|reasonable accommodation|do(?:es)? not discriminate|competitive (?:salary|pay|compensation)|benefits include|401\(?k\)?|days? of holiday|paid time off|we (?:offer|pay|provide|believe)|wir bieten|nous offrons|ofrecemos|offriamo|oferecemos|wij bieden|vi erbjuder|vi tilby[rd]\p{L}*|tarjoamme|oferujemy|nabízíme|мы предлагаем|sunuyoruz)/iu;

const NEED =
  "(?:required|needed|necessary|expected|mandatory|essential|a must|a requirement|a prerequisite|asked for|obligatory)";
/** "No degree required", "you don't need X": said not to be asked for. */
const NOT_ASKED = new RegExp(
  "(?<!\\p{L})(?:" + [
    `no (?:[\\p{L}\\p{N}'’+#./-]+ ){1,6}(?:is |are )?${NEED}`,
    `(?:is|are|'s|isn['’]t|aren['’]t) (?:n[o']t |not |absolutely not |by no means )?(?:strictly |at all )?(?<=not |n['’]t )${NEED}`,
    `(?:isn['’]t|aren['’]t|is not|are not|not) (?:strictly |at all |a strict )?${NEED}`,
    "(?:do not|don['’]t|doesn['’]t|does not|needn['’]t|won['’]t) (?:\\p{L}+ )?(?:need|have to|require|expect|mind if|worry|care)",
    "no need (?:for|to)|needn['’]t|without (?:any )?(?:a degree|prior|previous|experience)",
    "(?:nicht|kein\\p{L}*)(?: [\\p{L}-]+){0,5} (?:erforderlich|nötig|notwendig|vorausgesetzt|voraussetzung|zwingend|erwartet)|nicht zwingend",
    "(?:pas|aucun\\p{L}*)(?: [\\p{L}'-]+){0,5} (?:exigé\\p{L}*|requis\\p{L}*|nécessaire\\p{L}*|obligatoire\\p{L}*|demandé\\p{L}*)",
    "no (?:se |es |son )(?:requiere\\p{L}*|necesari\\p{L}*|necesita\\p{L}*|exige\\p{L}*|imprescindible\\p{L}*|obligatori\\p{L}*)|sin experiencia",
    "non (?:è |sono )?(?:richiest\\p{L}*|necessari\\p{L}*|obbligatori\\p{L}*|indispensabil\\p{L}*)|não (?:é |são )?(?:necessári\\p{L}*|exigi\\p{L}*|obrigatóri\\p{L}*|precisa\\p{L}*)",
    "(?:niet|geen)(?: [\\p{L}-]+){0,4} (?:vereist|nodig|noodzakelijk|verplicht)|inga?(?: [\\p{L}-]+){0,4} (?:krävs|krav)|krävs (?:inte|ej)|inte (?:ett )?krav|(?:ikke|ingen|intet|ikke noe)(?: [\\p{L}-]+){0,4} (?:krav|nødvendig\\p{L}*|påkrævet|påkrevd)|ikke et krav|kræves ikke|kreves ikke",
    "ei (?:edellytetä|vaadita|tarvita|tarvitse\\p{L}*)|nie (?:jest |są )?(?:wymaga\\p{L}*|koniecz\\p{L}*|potrzeb\\p{L}*)|(?:není|nejsou|ne)(?:nutn\\p{L}*|požadov\\p{L}*| nutn\\p{L}*| potřeb\\p{L}*| požad\\p{L}*| podmínk\\p{L}*)|nevyžadujeme|nepožadujeme",
    "не (?:требу\\p{L}*|нуж\\p{L}*|обязател\\p{L}*|необходим\\p{L}*)|без опыта|(?:gerekli|gerekmez|şart|zorunlu) değil\\p{L}*|gerekmemektedir|aranmamaktadır|gerekmez",
  ].join("|") + ")(?!\\p{L})",
  "iu",
);
const NOT_ASKED_UNSPACED = /不問|不要(?!求)|必要ありません|不要求|无需|不需要|無需|不限/u;

/** True where a text says that what it names is not asked for. */
export function isNotAsked(text: string): boolean {
  return NOT_ASKED.test(text) || NOT_ASKED_UNSPACED.test(text);
}

/** True where a text says that what it names is only wished for. */
export function isNice(text: string): boolean {
  return NICE.test(text) || NICE_UNSPACED.test(text);
}

/** True where a text asks for something by its words. */
export function asks(text: string): boolean {
  return YOU_HAVE.test(text) || MUST.test(text) || MUST_UNSPACED.test(text);
}

/** True for a text that asks for nothing, whatever part it stands in. */
export function asksNothing(text: string): boolean {
  return NO_DEMAND.test(text) || isNotAsked(text) || isAboutCompany(text);
}

/** What a text is by its words alone, without any heading; null where it asks for nothing. */
export function kindByWords(text: string): RequirementKind | null {
  if (isNice(text)) return "nice";
  if (YOU_HAVE.test(text)) return "must";
  if (DUTY.test(text)) return "responsibility";
  return asks(text) ? "must" : null;
}

const ONLY_SOFT = new RegExp(`${NICE.source}|${NOT_ASKED.source}`, "giu");
const SMALL =
  /(?<!\p{L})(?:is|are|be|it|that|this|would|but|not|very|really|also|of course|ist|sind|est|es|är|er|jest|je)(?!\p{L})/giu;

/** False for a text that only says how much something is wanted: "a plus", "but not required". */
export function namesSomething(text: string): boolean {
  return /[\p{L}\p{N}]{2}/u.test(text.replace(ONLY_SOFT, " ").replace(SMALL, " ")) ||
    // "No degree required" holds what it names.
    /^no\s/i.test(text);
}
