/** What a part of a job description is about. */
export type JobPart = "must" | "nice" | "responsibility" | "title" | "other" | "unknown";

// English, German, French, Spanish, Italian, Portuguese, Dutch, Polish.
const HEADINGS: Record<Exclude<JobPart, "unknown">, string> = {
  title:
    "job title|title|position|role|position title|stelle|poste|intitulé du poste|puesto|posizione|" +
    "cargo|functie|stanowisko",
  must:
    "required skills|skills required|required experience|requirements|required|must have|must haves|" +
    "key requirements|job requirements|minimum requirements|qualifications|minimum qualifications|" +
    "basic qualifications|required qualifications|required skills and experience|skills|key skills|" +
    "technical skills|skills and experience|experience|skills and qualifications|who you are|" +
    "what you bring|what you will bring|what you'll bring|what we're looking for|education|" +
    "what we are looking for|your profile|about you|you have|you bring|essential|essential skills|" +
    "essential criteria|knowledge|competencies|education and experience|experience and education|" +
    "required education|what you need|what you'll need|ideal candidate|technologies|tech stack|" +
    "anforderungen|ihr profil|dein profil|das bringst du mit|das bringen sie mit|qualifikationen|" +
    "voraussetzungen|profil|profil recherché|compétences requises|compétences|votre profil|" +
    "exigences|qualifications requises|requisitos|requisitos mínimos|perfil|perfil buscado|" +
    "se requiere|requisiti|requisiti richiesti|profilo|profilo ricercato|competenze richieste|" +
    "qualificações|requisitos obrigatórios|perfil desejado|eisen|functie-eisen|jouw profiel|" +
    "wat vragen wij|wymagania|oczekujemy|nasze wymagania",
  nice:
    "nice to have|nice to haves|preferred|preferred skills|preferred qualifications|preferred experience|" +
    "bonus|bonus points|bonus skills|plus|pluses|desirable|desired|desired skills|desirable skills|" +
    "desired qualifications|good to have|advantageous|optional|additional skills|von vorteil|" +
    "wünschenswert|atouts|les plus|souhaité|deseable|se valora|se valorará|valorado|costituisce plus|" +
    "titoli preferenziali|gradito|diferenciais|desejável|pré|pluspunten|mile widziane|dodatkowym atutem",
  responsibility:
    "responsibilities|key responsibilities|job responsibilities|duties|job duties|tasks|" +
    "duties and responsibilities|roles and responsibilities|role and responsibilities|your role|" +
    "main responsibilities|what you'll do|what you will do|you will|your tasks|your responsibilities|" +
    "the role|day to day|essential functions|essential duties|primary duties|primary responsibilities|" +
    "aufgaben|ihre aufgaben|deine aufgaben|das erwartet dich|missions|vos missions|responsabilités|" +
    "tâches|responsabilidades|funciones|tareas|responsabilità|mansioni|attività|funções|atribuições|" +
    "atividades|taken|verantwoordelijkheden|wat ga je doen|obowiązki|zakres obowiązków|zadania",
  other:
    "job summary|summary|about us|about the company|about the role|about the job|company|overview|" +
    "job description|description|benefits|what we offer|we offer|perks|perks and benefits|compensation|" +
    "salary|location|how to apply|equal opportunity|about|our offer|why join us|introduction|wir bieten|" +
    "über uns|das bieten wir|benefits und mehr|nous offrons|avantages|à propos|ofrecemos|beneficios|" +
    "sobre nosotros|offriamo|chi siamo|oferecemos|benefícios|sobre nós|wij bieden|over ons|oferujemy|o nas",
};

const PARTS = new Map(
  (Object.entries(HEADINGS) as [JobPart, string][])
    .flatMap(([part, names]) => names.split("|").map((name) => [name, part] as const)),
);

const MAX_HEADING = 50;

function words(text: string): string {
  return text.replace(/^[#*_=~\s\-–—|>]+|[#*_=~\s\-–—|:.?!]+$/g, "").toLowerCase()
    .replaceAll("’", "'").replace(/\s{0,3}[&+/]\s{0,3}/g, " and ").replace(/\s?\(.{0,40}\)$/, "")
    .replace(/\s+/g, " ").trim();
}

/** The part of a job description that a line opens, or undefined where it is no heading. */
export function jobPartOf(line: string): JobPart | undefined {
  if (line.length > MAX_HEADING) return undefined;
  const name = words(line);
  const known = PARTS.get(name) ?? PARTS.get(name.replace(/^(?:your|our|the|key|main|job)\s/, ""));
  if (known !== undefined || !/[:：*]$/.test(line.trim()) && !line.startsWith("#")) return known;
  // A line that ends in a colon is a heading, and one word tells which.
  if (/nice|prefer|bonus|desir|plus\b|advantage|optional/.test(name)) return "nice";
  if (/responsib|dut(?:y|ies)|tasks|will do/.test(name)) return "responsibility";
  if (
    /requir|qualif|must|skill|experience|looking for|need|bring|you are|about you|background|profil/
      .test(name)
  ) return "must";
  return name.split(" ").length <= 4 ? "unknown" : undefined;
}

/** A heading and its content in one line. */
export interface InlinePart {
  part: JobPart;
  rest: string;
}

/** "Requirements: Java, SQL": the part and what follows, where a heading and its content share a line. */
export function inlinePart(line: string): InlinePart | undefined {
  const colon = line.indexOf(":");
  if (colon < 3 || colon > MAX_HEADING) return undefined;
  const part = PARTS.get(words(line.slice(0, colon)));
  const rest = line.slice(colon + 1).replace(/^[*\s]+/, "");
  return part === undefined || rest === "" ? undefined : { part, rest };
}
