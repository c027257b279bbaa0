// Words that no name is made of, but stand in capitals where names do. A line that has one is no
// name, unless the e-mail address says that it is.

/** Of documents and contact data. */
const DOCUMENT =
  "resume résumé cv curriculum vitae vitæ lebenslauf bewerbung bewerbungsunterlagen biodata bio-data portfolio " +
  "profile candidate applicant application functional chronological sample template draft confidential cover " +
  "letter page pages dear regards sincerely references reference available request updated version contact " +
  "contacts details information phone telephone tel mobile cell email e-mail mail fax address linkedin github " +
  "website web skype date birth nationality gender male female marital single married citizen citizenship visa " +
  "photo signature name summary objective hiring sir madam life work experience employment education skills " +
  "languages interests hobbies certifications projects awards publications volunteering achievements " +
  "personuppgifter currículo резюме životopis życiorys özgeçmiş cvs ansioluettelo önéletrajz";

/** Of employers and schools. */
const ORGANISATION =
  "inc llc ltd limited gmbh ag kg corp corporation company co plc llp pvt bv ab oy as sa srl spa university " +
  "college school institute academy faculty department hospital clinic bank foundation association agency " +
  "recruiting recruitment recruiters staffing consulting consultants consultancy solutions technologies " +
  "technology systems services service group holdings partners industries international global ventures labs " +
  "studio studios media hochschule universität université universidad università universidade uniwersytet";

/** Of places. */
const PLACE =
  "street road avenue lane drive boulevard square apartment apt suite floor straße strasse weg platz rue calle " +
  "avenida via piazza ulica city state county district province usa uk u.s. united states kingdom america england " +
  "scotland wales ireland germany deutschland france spain españa italy italia portugal netherlands belgium " +
  "switzerland schweiz austria österreich sweden sverige norway norge denmark danmark finland suomi poland polska " +
  "czechia russia ukraine turkey türkiye greece canada mexico méxico brazil brasil argentina chile colombia peru " +
  "india china japan korea singapore malaysia indonesia philippines thailand vietnam pakistan bangladesh nepal " +
  "australia zealand egypt nigeria kenya ghana africa uae emirates dubai israel lebanon jordanien london paris " +
  "berlin munich münchen hamburg vienna wien zürich zurich madrid barcelona rome roma milan milano lisbon lisboa " +
  "amsterdam rotterdam brussels stockholm gothenburg göteborg malmö oslo bergen copenhagen københavn helsinki " +
  "warsaw warszawa prague praha moscow москва istanbul ankara toronto vancouver montreal mumbai delhi bangalore " +
  "bengaluru hyderabad chennai pune kolkata beijing shanghai shenzhen tokyo osaka seoul sydney melbourne york " +
  "chicago boston seattle denver dallas houston atlanta miami philadelphia phoenix " +
  "portland detroit minneapolis california texas florida illinois massachusetts ohio michigan pennsylvania " +
  "remote hybrid relocate relocation";

/** Of skills, trades and pastimes. */
const SKILL =
  "senior junior mid staff chief deputy certified licensed registered professional experienced freelance " +
  "software hardware backend frontend full-stack fullstack stack web mobile cloud devops data database machine " +
  "learning artificial intelligence deep computer science information technology security network networking " +
  "systems analysis analytics business product project program management marketing sales finance financial " +
  "accounting human resources hr customer client operations logistics supply chain quality assurance engineering " +
  "development design research communication communications leadership teamwork team problem solving critical " +
  "thinking time organization organizational planning strategic strategy public speaking writing speaking reading " +
  "negotiation presentation creative creativity attention detail detail-oriented self-motivated adaptability " +
  "flexibility multitasking collaboration interpersonal technical soft hard core key programming scripting " +
  "microsoft office word excel powerpoint outlook windows linux unix mac google adobe photoshop illustrator " +
  "indesign figma python java javascript typescript sql html css php ruby rust golang kotlin scala matlab sap " +
  "oracle aws azure docker kubernetes git jira salesforce react angular node.js english german french spanish " +
  "italian portuguese dutch polish swedish danish norwegian finnish czech russian ukrainian turkish arabic " +
  "hebrew hindi urdu bengali chinese mandarin cantonese japanese korean vietnamese thai native fluent bilingual " +
  "intermediate beginner proficient basic advanced fluency mother tongue chess sailing running hiking swimming " +
  "cycling climbing skiing football soccer basketball tennis golf yoga cooking baking gardening photography " +
  "painting drawing music piano guitar singing dancing travel travelling traveling movies gaming volunteer " +
  "nursing teaching medical health healthcare care patient food safety retail hospitality restaurant kitchen " +
  "pastry construction truck vehicle warehouse inventory administrative executive general assistant technical " +
  "present current ongoing january february march july september october november december";

const WORDS = new Set(`${DOCUMENT} ${ORGANISATION} ${PLACE} ${SKILL}`.split(" "));

const SKILL_WORDS = new Set(
  `${SKILL} spring django flask laravel rails express vue svelte terraform kafka spark hadoop`
    .split(" "),
);

const OTHER_SCRIPTS =
  /简历|簡歷|履历|履歷|履歴書|職務経歴|学歴|学历|教育|工作|经历|經歷|经验|求职|应聘|个人|信息|联系|电话|手机|邮箱|地址|技能|语言|大学|大學|学院|公司|集团|株式会社|会社|銀行|이력서|경력|자기소개|학력|기술|대학|회사|주식|السيرة|الذاتية|سيرة|الخبرة|جامعة|شركة|الهاتف|العنوان|المهارات|קורות|חיים|אוניברסיט|טלפון|השכלה|ประวัติ|เรซูเม่|มหาวิทยาลัย|บริษัท|โทรศัพท์|बायोडाटा|जीवन|विश्वविद्यालय|अनुभव|शिक्षा/u;

/** Whether a word (lower case) is one that no name has. */
export function isNoNameWord(word: string): boolean {
  return WORDS.has(word);
}

/** The same of a text in a script without capitals. */
export function hasNoNameWord(text: string): boolean {
  return OTHER_SCRIPTS.test(text);
}

/** Whether a word (lower case) is that of a skill, a trade or a pastime. */
export function isSkillWord(word: string): boolean {
  return SKILL_WORDS.has(word);
}
