/** What a part of a resume is about. */
export type SectionKind =
  | "summary"
  | "experience"
  | "education"
  | "skills"
  | "languages"
  | "projects"
  | "certifications"
  | "contact"
  | "references"
  | "other";

// English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Swedish, Danish, Norwegian,
// Finnish, Czech, Russian, Turkish, Japanese, Chinese, and of further languages the headings that most have.
const NAMES: Record<SectionKind, string> = {
  summary:
    "summary|profile|about|about me|objective|career objective|personal statement|overview|" +
    "career summary|executive summary|profil|kurzprofil|über mich|zusammenfassung|" +
    "profil professionnel|à propos|résumé|perfil|perfil profesional|resumen|sobre mí|" +
    "objetivo|profilo|profilo personale|profilo professionale|obiettivo|resumo|sobre mim|" +
    "perfil profissional|profiel|over mij|samenvatting|podsumowanie|o mnie|profil zawodowy|" +
    "sammanfattning|om mig|resumé|o mně|profil osobowy|sammendrag|om meg|tiivistelmä|" +
    "profiili|podsumowanie zawodowe|cel zawodowy|shrnutí|cíl|resumo profissional|" +
    "objetivo profissional|sintesi|о себе|обо мне|цель|профиль|про себе|özet|hakkımda|" +
    "kariyer hedefi|職務要約|要約|概要|自己pr|自己紹介|自己紹介文|志望動機|个人简介|个人总结|自我评价|自我評價|自我介绍|求职意向|个人优势|자기소개|" +
    "요약|소개|الملخص|ملخص|نبذة عني|الهدف الوظيفي|תקציר|προφίλ|περίληψη",
  experience: "experience|work|employment|work history|career history|employment history|" +
    "professional background|career|positions held|berufserfahrung|beruflicher werdegang|" +
    "werdegang|praktische erfahrung|erfahrung|arbeitserfahrung|praxiserfahrung|praktika|" +
    "expérience|expériences|expérience professionnelle|expériences professionnelles|" +
    "parcours professionnel|experiencia|experiencia laboral|experiencia profesional|" +
    "historial laboral|trayectoria profesional|esperienza|esperienze|esperienza lavorativa|" +
    "esperienze lavorative|esperienza professionale|esperienze professionali|experiência|" +
    "experiência profissional|experiências profissionais|histórico profissional|ervaring|" +
    "werkervaring|professionele ervaring|loopbaan|doświadczenie|doświadczenie zawodowe|" +
    "historia zatrudnienia|przebieg kariery|erfarenhet|arbetslivserfarenhet|yrkeserfarenhet|" +
    "anställningar|erfaring|erhvervserfaring|arbejdserfaring|zkušenosti|pracovní zkušenosti|" +
    "praxe|internships|arbeidserfaring|yrkeserfaring|ansettelser|ansættelser|nøkkelerfaring|" +
    "työkokemus|työhistoria|kokemus|zatrudnienie|kariera|profesní zkušenosti|profesní praxe|" +
    "pracovné skúsenosti|prax|experiência de trabalho|percurso profissional|carreira|" +
    "esperienze di lavoro|esperienza di lavoro|опыт работы|опыт|трудовая деятельность|" +
    "трудовой опыт|карьера|досвід роботи|досвід|iş deneyimi|iş deneyimleri|deneyim|" +
    "deneyimler|iş tecrübesi|iş tecrübeleri|mesleki deneyim|çalışma deneyimi|職歴|職務経歴|職務経歴詳細|" +
    "業務経歴|職務内容|経歴|工作经历|工作经验|工作經歷|工作經驗|职业经历|工作履历|实习经历|实习经验|工作及实习经历|경력|경력사항|경력 사항|업무 경험|경험|" +
    "الخبرة|الخبرات|الخبرة العملية|الخبرات العملية|الخبرة المهنية|ניסיון תעסוקתי|" +
    "ניסיון מקצועי|ניסיון|εργασιακή εμπειρία|επαγγελματική εμπειρία|experiență|" +
    "experiență profesională|munkatapasztalat|szakmai tapasztalat|kinh nghiệm làm việc|" +
    "kinh nghiệm|pengalaman kerja|कार्य अनुभव|ประสบการณ์ทำงาน|ประสบการณ์การทำงาน",
  education: "education|academic background|education and training|academics|academic history|" +
    "qualifications|educational background|ausbildung|bildung|bildungsweg|studium|" +
    "schulbildung|akademische ausbildung|schulische ausbildung|formation|formations|études|" +
    "éducation|diplômes|parcours académique|scolarité|educación|formación|" +
    "formación académica|estudios|istruzione|formazione|istruzione e formazione|studi|" +
    "titoli di studio|educação|formação|formação académica|formação acadêmica|escolaridade|" +
    "opleiding|opleidingen|onderwijs|studie|wykształcenie|edukacja|utbildning|utbildningar|" +
    "uddannelse|vzdělání|studies|degrees|utdanning|utdannelse|uddannelser|koulutus|opinnot|" +
    "wykształcenie i kursy|vzdelanie|formação escolar|habilitações|habilitações literárias|" +
    "habilitações académicas|educação e formação|образование|высшее образование|освіта|" +
    "eğitim|eğitim bilgileri|eğitim durumu|öğrenim|öğrenim durumu|学歴|教育背景|教育经历|教育經歷|学历|學歷|教育|" +
    "学习经历|학력|학력사항|학력 사항|교육|التعليم|المؤهلات العلمية|المؤهلات|השכלה|εκπαίδευση|σπουδές|" +
    "educație|studii|tanulmányok|iskolai végzettség|học vấn|trình độ học vấn|pendidikan|" +
    "शिक्षा|การศึกษา|ประวัติการศึกษา",
  skills: "skills|technologies|competencies|competences|expertise|areas of expertise|tech stack|" +
    "skills and tools|tools|tools and technologies|skill set|skillset|proficiencies|" +
    "strengths|capabilities|programming skills|computer skills|it skills|" +
    "technical proficiencies|skills summary|software|kenntnisse|fähigkeiten|kompetenzen|" +
    "it-kenntnisse|edv-kenntnisse|fachkenntnisse|technische fähigkeiten|" +
    "technische kenntnisse|compétences|compétences techniques|savoir-faire|informatique|" +
    "habilidades|competencias|aptitudes|conocimientos|habilidades técnicas|" +
    "competencias técnicas|conocimientos técnicos|competenze|competenze tecniche|capacità|" +
    "abilità|competências|competências técnicas|habilidades e competências|conhecimentos|" +
    "vaardigheden|competenties|technische vaardigheden|kennis|umiejętności|" +
    "umiejętności techniczne|kompetencje|kompetenser|färdigheter|kunskaper|" +
    "tekniska färdigheter|kompetencer|færdigheder|dovednosti|znalosti|schopnosti|ferdigheter|" +
    "kompetanse|kompetens|it-kunskaper|it-kompetencer|nøkkelkompetanse|osaaminen|taidot|" +
    "it-taidot|ydinosaaminen|umiejętności i kompetencje|zručnosti|qualificações|conoscenze|" +
    "conoscenze informatiche|competenze informatiche|навыки|ключевые навыки|" +
    "профессиональные навыки|технические навыки|умения|компетенции|навички|beceriler|" +
    "yetenekler|yetkinlikler|teknik beceriler|bilgisayar bilgisi|スキル|技術|技術スキル|保有スキル|テクニカルスキル|" +
    "技能|专业技能|專業技能|技能特长|个人技能|技能证书|기술|보유기술|보유 기술|기술 스택|스킬|역량|المهارات|مهارات|כישורים|מיומנויות|" +
    "δεξιότητες|competențe|készségek|kỹ năng|keahlian|keterampilan|कौशल|ทักษะ",
  languages:
    "languages|language|spoken languages|sprachen|sprachkenntnisse|langues|idiomas|lingue|" +
    "línguas|talen|języki|języki obce|språk|sprog|jazyky|språkkunskaper|språkferdigheter|" +
    "sprogkundskaber|kielitaito|kielet|znajomość języków|jazykové znalosti|" +
    "jazyková vybavenost|competenze linguistiche|conoscenze linguistiche|lingue straniere|" +
    "владение языками|языки|иностранные языки|знание языков|мови|yabancı dil|yabancı diller|" +
    "yabancı dil bilgisi|diller|dil bilgisi|語学|語学力|言語|语言能力|語言能力|语言|어학|외국어|언어|اللغات|שפות|" +
    "γλώσσες|limbi străine|nyelvtudás|ngoại ngữ|bahasa|भाषाएँ|ภาษา",
  projects: "projects|personal projects|side projects|open source|portfolio|projekte|projets|" +
    "proyectos|progetti|projetos|projecten|projekty|projekt|projekter|prosjekter|projektit|" +
    "проекты|проєкти|projeler|プロジェクト|项目经历|项目经验|項目經驗|項目經歷|프로젝트|المشاريع|פרויקטים",
  certifications:
    "certifications|certificates|certification|licenses|licenses and certifications|" +
    "certifications and licenses|training|courses|zertifikate|zertifizierungen|weiterbildung|" +
    "certificats|certificaciones|cursos|certificazioni|corsi|certificações|certificaten|" +
    "cursussen|certyfikaty|kursy|certifikat|kurser|certifikater|certifikáty|sertifiseringer|" +
    "kurs|kurs og sertifiseringer|certifieringar|sertifikaatit|kurssit|szkolenia|kurzy|" +
    "cursos complementares|formação complementar|сертификаты|курсы|повышение квалификации|" +
    "курси|sertifikalar|kurslar|資格|免許|免許・資格|保有資格|证书|资格证书|證照|培训经历|자격증|자격|الشهادات|" +
    "الدورات التدريبية|קורסים",
  contact: "contact|contact information|contact details|personal information|personal details|" +
    "personal data|kontakt|kontaktdaten|persönliche daten|coordonnées|" +
    "informations personnelles|contacto|datos personales|datos de contacto|contatti|" +
    "dati personali|contato|contactos|dados pessoais|contactgegevens|persoonlijke gegevens|" +
    "personalia|dane kontaktowe|dane osobowe|kontaktuppgifter|kontaktoplysninger|" +
    "osobní údaje|kontaktinformasjon|personopplysninger|personlige opplysninger|" +
    "personlige oplysninger|personuppgifter|yhteystiedot|henkilötiedot|" +
    "informazioni personali|dati anagrafici|informações pessoais|informações de contato|" +
    "личные данные|контакты|контактная информация|контактные данные|контакти|" +
    "kişisel bilgiler|iletişim|iletişim bilgileri|連絡先|個人情報|基本情報|联系方式|聯絡方式|个人信息|基本信息|個人資料|" +
    "个人资料|연락처|인적사항|개인정보|معلومات الاتصال|المعلومات الشخصية|פרטים אישיים|επικοινωνία|" +
    "στοιχεία επικοινωνίας|date de contact|date personale|személyes adatok|thông tin cá nhân",
  references:
    "references|references available upon request|references available on request|referees|reference|" +
    "referenzen|références|referencias|referenze|referências|referenties|referencje|referenser|referanser|" +
    "referencer|suosittelijat|рекомендации|referanslar|推荐人|推薦人|推薦者|المراجع|ממליצים",
  other: "interests|hobbies|hobbies and interests|awards|honors|honours|honors and awards|" +
    "awards and honors|achievements|publications|volunteering|" +
    "volunteer experience|volunteer work|volunteer|activities|extracurricular activities|" +
    "leadership|leadership and activities|affiliations|memberships|patents|conferences|" +
    "presentations|coursework|relevant coursework|additional information|hobbys|interessen|" +
    "ehrenamt|auszeichnungen|publikationen|centres d'intérêt|loisirs|bénévolat|" +
    "intereses|voluntariado|premios|interessi|volontariato|" +
    "interesses|prêmios|hobby's|vrijwilligerswerk|zainteresowania|" +
    "intressen|zájmy|programs|extracurriculars|community service|" +
    "military service|verv|verv og frivillig arbeid|fritidsinteresser|" +
    "fritidsintressen|övriga meriter|meriter|körkort|harrastukset|" +
    "luottamustoimet|dodatkowe informacje|informações adicionais|" +
    "informazioni aggiuntive|достижения|хобби|интересы|увлечения|" +
    "дополнительная информация|личные качества|hobiler|ilgi alanları|ödüller|趣味|" +
    "趣味・特技|受賞歴|获奖情况|荣誉奖项|获奖经历|兴趣爱好|興趣|수상|수상 경력|관심사|취미|الهوايات|תחביבים|χόμπι",
};

/** Without accents and dots, which capitals lose on many pages. */
function bare(words: string): string {
  return words.normalize("NFD").replace(/\p{Mn}/gu, "").replaceAll("ı", "i");
}

const SECTIONS = new Map(
  (Object.entries(NAMES) as [SectionKind, string][])
    .flatMap(([kind, names]) => names.split("|").map((name) => [name, kind] as const)),
);
const BARE_SECTIONS = new Map([...SECTIONS].map(([name, kind]) => [bare(name), kind]));
// "Résumé" heads a summary in French; "Resume" is the title of the page.
BARE_SECTIONS.delete("resume");

/** Most headings have no accent to lose. */
const ASCII = /^[ -~]*$/;

/** The kind of section that heading words (lower case) open. */
export function sectionNamed(words: string): SectionKind | undefined {
  return SECTIONS.get(words) ?? BARE_SECTIONS.get(ASCII.test(words) ? words : bare(words));
}
