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
  | "other";

// English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Swedish, Danish, Czech.
const NAMES: Record<SectionKind, string> = {
  summary:
    "summary|profile|about|about me|objective|career objective|personal statement|overview|" +
    "career summary|executive summary|profil|kurzprofil|über mich|zusammenfassung|profil professionnel|" +
    "à propos|résumé|perfil|perfil profesional|resumen|sobre mí|objetivo|profilo|profilo personale|" +
    "profilo professionale|obiettivo|resumo|sobre mim|perfil profissional|profiel|over mij|" +
    "samenvatting|podsumowanie|o mnie|profil zawodowy|sammanfattning|om mig|resumé|o mně|profil osobowy",
  experience: "experience|work|employment|work history|career history|employment history|" +
    "professional background|career|positions held|berufserfahrung|beruflicher werdegang|werdegang|" +
    "praktische erfahrung|erfahrung|arbeitserfahrung|praxiserfahrung|praktika|expérience|expériences|" +
    "expérience professionnelle|expériences professionnelles|parcours professionnel|experiencia|" +
    "experiencia laboral|experiencia profesional|historial laboral|trayectoria profesional|esperienza|" +
    "esperienze|esperienza lavorativa|esperienze lavorative|esperienza professionale|" +
    "esperienze professionali|experiência|experiência profissional|experiências profissionais|" +
    "histórico profissional|ervaring|werkervaring|professionele ervaring|loopbaan|doświadczenie|" +
    "doświadczenie zawodowe|historia zatrudnienia|przebieg kariery|erfarenhet|arbetslivserfarenhet|" +
    "yrkeserfarenhet|anställningar|erfaring|erhvervserfaring|arbejdserfaring|zkušenosti|" +
    "pracovní zkušenosti|praxe|internships",
  education: "education|academic background|education and training|academics|academic history|" +
    "qualifications|educational background|ausbildung|bildung|bildungsweg|studium|schulbildung|" +
    "akademische ausbildung|schulische ausbildung|formation|formations|études|éducation|diplômes|" +
    "parcours académique|scolarité|educación|formación|formación académica|estudios|istruzione|" +
    "formazione|istruzione e formazione|studi|titoli di studio|educação|formação|formação académica|" +
    "formação acadêmica|escolaridade|opleiding|opleidingen|onderwijs|studie|wykształcenie|edukacja|" +
    "utbildning|utbildningar|uddannelse|vzdělání",
  skills: "skills|technologies|competencies|competences|expertise|areas of expertise|tech stack|" +
    "skills and tools|tools|tools and technologies|skill set|skillset|proficiencies|strengths|" +
    "capabilities|programming skills|computer skills|it skills|technical proficiencies|" +
    "skills summary|software|kenntnisse|fähigkeiten|kompetenzen|it-kenntnisse|edv-kenntnisse|" +
    "fachkenntnisse|technische fähigkeiten|technische kenntnisse|compétences|" +
    "compétences techniques|savoir-faire|informatique|habilidades|competencias|aptitudes|" +
    "conocimientos|habilidades técnicas|competencias técnicas|conocimientos técnicos|competenze|" +
    "competenze tecniche|capacità|abilità|competências|competências técnicas|habilidades e competências|" +
    "conhecimentos|vaardigheden|competenties|technische vaardigheden|kennis|umiejętności|" +
    "umiejętności techniczne|kompetencje|kompetenser|färdigheter|kunskaper|tekniska färdigheter|" +
    "kompetencer|færdigheder|dovednosti|znalosti|schopnosti",
  languages:
    "languages|language|spoken languages|sprachen|sprachkenntnisse|langues|idiomas|lingue|" +
    "línguas|talen|języki|języki obce|språk|sprog|jazyky",
  projects: "projects|personal projects|side projects|open source|portfolio|projekte|projets|" +
    "proyectos|progetti|projetos|projecten|projekty|projekt|projekter",
  certifications:
    "certifications|certificates|certification|licenses|licenses and certifications|" +
    "certifications and licenses|training|courses|zertifikate|zertifizierungen|weiterbildung|" +
    "certificats|certificaciones|cursos|certificazioni|corsi|certificações|certificaten|cursussen|" +
    "certyfikaty|kursy|certifikat|kurser|certifikater|certifikáty",
  contact: "contact|contact information|contact details|personal information|personal details|" +
    "personal data|kontakt|kontaktdaten|persönliche daten|coordonnées|informations personnelles|" +
    "contacto|datos personales|datos de contacto|contatti|dati personali|contato|contactos|" +
    "dados pessoais|contactgegevens|persoonlijke gegevens|personalia|dane kontaktowe|dane osobowe|" +
    "kontaktuppgifter|kontaktoplysninger|osobní údaje",
  other: "interests|hobbies|hobbies and interests|awards|honors|honours|honors and awards|" +
    "awards and honors|achievements|publications|references|volunteering|volunteer experience|" +
    "volunteer work|volunteer|activities|extracurricular activities|leadership|leadership and activities|" +
    "affiliations|memberships|patents|conferences|presentations|coursework|relevant coursework|" +
    "additional information|hobbys|interessen|ehrenamt|auszeichnungen|referenzen|publikationen|" +
    "centres d'intérêt|loisirs|bénévolat|références|intereses|voluntariado|referencias|premios|" +
    "interessi|volontariato|referenze|interesses|referências|prêmios|hobby's|interesses|" +
    "vrijwilligerswerk|referenties|zainteresowania|referencje|intressen|referenser|zájmy|zainteresowania|" +
    "programs|extracurriculars|community service|military service",
};

/** Heading words (lower case) to the kind of section they open. */
export const SECTION_NAMES: ReadonlyMap<string, SectionKind> = new Map(
  (Object.entries(NAMES) as [SectionKind, string][])
    .flatMap(([kind, names]) => names.split("|").map((name) => [name, kind])),
);
