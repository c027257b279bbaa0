// What people are called at work: nouns that end or begin a job title, in the languages whose section
// headings are known. Those that many families are called too stand apart.
const TITLES =
  "engineer engineers developer programmer manager director officer analyst consultant specialist architect " +
  "scientist researcher technician technologist administrator coordinator accountant auditor bookkeeper " +
  "assistant associate executive supervisor superintendent foreman operator inspector planner scheduler " +
  "designer illustrator animator photographer editor writer copywriter journalist translator interpreter " +
  "teacher lecturer professor tutor instructor educator trainer principal librarian nurse physician doctor " +
  "surgeon dentist pharmacist therapist psychologist paramedic caregiver midwife veterinarian radiographer " +
  "lawyer attorney paralegal solicitor barrister notary secretary receptionist clerk cashier teller " +
  "salesperson salesman representative recruiter buyer merchandiser marketer strategist advisor adviser " +
  "agent broker underwriter actuary economist statistician electrician plumber welder mechanic machinist " +
  "carpenter painter roofer bricklayer labourer laborer handyman janitor cleaner housekeeper waiter waitress " +
  "server barista bartender baker hostess stewardess pilot courier dispatcher chauffeur warehouseman picker " +
  "worker workers contractor guard firefighter policeman detective soldier sergeant intern trainee apprentice student graduate freelancer " +
  "founder cofounder co-founder owner president chairman ceo cto cfo coo cio vp head lead leader fellow " +
  "installer fitter estimator adjuster appraiser investigator custodian groundskeeper landscaper mover loader " +
  "packer stocker assembler fabricator caretaker carer aide orderly dishwasher busser steward doorman bouncer " +
  "locksmith tiler plasterer glazier scaffolder joiner surveyor valet detailer repairer upholsterer seamstress " +
  "tailor barber hairstylist manicurist groomer lifeguard phlebotomist hygienist optician dietitian nutritionist " +
  "tester attendant coach dancer administrative stylist hairdresser beautician cosmetologist esthetician nanny babysitter " +
  // German, Dutch, Scandinavian, Finnish.
  "entwickler entwicklerin ingenieur ingenieurin leiter leiterin berater beraterin sachbearbeiter " +
  "sachbearbeiterin kaufmann kauffrau krankenschwester krankenpfleger pflegefachkraft lehrer lehrerin erzieher " +
  "erzieherin verkäufer verkäuferin geschäftsführer assistentin werkstudent praktikant techniker mechatroniker " +
  "ontwikkelaar adviseur verpleegkundige leraar medewerker utvecklare ingenjör sjuksköterska lärare säljare " +
  "chefen ingeniør udvikler utvikler sykepleier sygeplejerske lærer rådgiver konsulent kehittäjä insinööri " +
  "sairaanhoitaja opettaja myyjä päällikkö " +
  // Romance languages.
  "ingénieur ingénieure développeur développeuse responsable directeur directrice chargé chargée technicien " +
  "comptable infirmier infirmière enseignant vendeur vendeuse assistante ingeniero ingeniera desarrollador " +
  "desarrolladora gerente directora técnico contador enfermero enfermera profesor profesora vendedor abogado " +
  "ingegnere sviluppatore sviluppatrice impiegato impiegata infermiere infermiera insegnante commessa commesso " +
  "engenheiro engenheira desenvolvedor desenvolvedora analista enfermeiro enfermeira coordenador auxiliar " +
  // Slavic languages, Turkish.
  "inżynier programista kierownik specjalista pielęgniarka nauczyciel księgowa księgowy vývojář inženýr manažer " +
  "účetní učitel инженер разработчик программист менеджер руководитель директор специалист бухгалтер аналитик " +
  "врач медсестра учитель продавец юрист інженер розробник mühendis mühendisi geliştirici geliştiricisi müdür " +
  "müdürü uzmanı uzman öğretmen öğretmeni hemşire muhasebeci danışman";

/** Those, and words of other kinds, that are family names as well. */
const FAMILIES =
  "baker cook mason porter butler driver carpenter painter gardener lead page bishop judge marshall chef steward " +
  "ward shepherd fisher miller head president principal london paris lane street french english german england " +
  "tailor barber glazier joiner ireland holland israel york day may march summer bergen wien lima roma law power young core rich hart";

// No capitals, and no blanks between words.
const OTHER_SCRIPTS =
  /(?:工程师|工程師|经理|經理|主管|总监|總監|设计师|設計師|专员|專員|助理|顾问|顧問|会计|會計|教师|教師|护士|護士|医生|醫生|エンジニア|デザイナー|マネージャー|プログラマー|コンサルタント|営業|看護師|教員|担当|개발자|엔지니어|디자이너|매니저|관리자|간호사|교사|연구원|مهندس|مطور|مدير|محاسب|مصمم|معلم|ممرض|أخصائي|מהנדס|מפתח|מנהל|יועץ|אחות|מורה|วิศวกร|นักพัฒนา|ผู้จัดการ|พยาบาล|ครู|अभियंता|इंजीनियर|प्रबंधक|शिक्षक)/u;

const WORDS = new Set(`${TITLES} chef cook steward mason porter butler driver gardener`.split(" "));
const FAMILY_WORDS = new Set(FAMILIES.split(" "));

/** Words of a text in lower case, as `isTitleWord` knows them. */
function wordsOf(text: string): string[] {
  return text.toLowerCase().split(/[^\p{L}\p{M}-]+/u).filter((word) => word !== "");
}

/** Whether a word (lower case) is what somebody is at work: "engineer", "infirmière". */
export function isTitleWord(word: string): boolean {
  return WORDS.has(word);
}

/** Whether a word (lower case) that names something else is the name of families too: "baker", "page". */
export function isFamilyToo(word: string): boolean {
  return FAMILY_WORDS.has(word);
}

/** Endings of what people are called at work: "neurologists", "pediatricians", "goldsmith". */
const ENDING = /\p{L}{2}(?:ologist|ician|smith|keeper|worker|person)s?$/u;

/** Whether a text says what somebody is at work, or what several are. */
export function namesJob(text: string): boolean {
  return wordsOf(text).some((word) =>
    isTitleWord(word) || (word.endsWith("s") && isTitleWord(word.slice(0, -1))) || ENDING.test(word)
  ) || (/\p{Lo}/u.test(text) && OTHER_SCRIPTS.test(text));
}
