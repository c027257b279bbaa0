import { isNice } from "@/lib/resume/job/asking.ts";
import {
  folded,
  isOnlyHeading,
  isUnspaced,
  type JobPart,
  toldPart,
  unknownWords,
} from "@/lib/resume/job/heading_words.ts";

// Names that are headings as they stand, whatever stands around them.
const HEADINGS: Record<JobPart, string> = {
  unknown: "about the role|about the job|about the position|job description|description|overview|" +
    "introduction|position summary|role overview|om rollen|om stillingen|om tjänsten",
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
    "job summary|summary|about us|about the company|company|benefits|what we offer|we offer|perks|perks and benefits|compensation|" +
    "salary|location|how to apply|equal opportunity|about|our offer|why join us|wir bieten|" +
    "über uns|das bieten wir|benefits und mehr|nous offrons|avantages|à propos|ofrecemos|beneficios|" +
    "sobre nosotros|offriamo|chi siamo|oferecemos|benefícios|sobre nós|wij bieden|over ons|oferujemy|o nas",
};

const MAX_HEADING = 70;
/** A heading that nothing but its place tells has at most so many words. */
const MAX_PLAIN_WORDS = 4;
const MAX_HEADING_WORDS = 8;
const MAX_UNKNOWN = 2;

// Signs around a heading: Markdown, rules, brackets, emoji.
const SIGNS = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;
const NUMBER = /^(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+/i;

function words(text: string): string {
  const plain = text.replace(/(?<!\s)\s{0,9}[(（［[].{0,40}[)）］\]][^\p{L}\p{N}]{0,9}$/u, "")
    .replace(SIGNS, "").replace(NUMBER, "");
  return folded(plain).replace(/\s{0,3}[&+/]\s{0,3}/g, " and ").replace(
    /(?<=\p{L})[-‐‑–](?=\p{L})/gu,
    " ",
  )
    .replace(/\s+/g, " ").trim();
}

const PARTS = new Map(
  (Object.entries(HEADINGS) as [JobPart, string][])
    .flatMap(([part, names]) => names.split("|").map((name) => [words(name), part] as const)),
);

/** True where a line's own look says heading: its colon, Markdown, brackets, capitals. */
function looksLikeHeading(line: string): boolean {
  return hasColon(line) || /^(?:#|\*\*|__|【|\[|［|■|◆|=)/.test(line) ||
    /\p{Lu}{3}/u.test(line) && line === line.toUpperCase() && !isUnspaced(line);
}

function hasColon(line: string): boolean {
  return /[:：]\W{0,6}$/.test(line) || line.startsWith("#") || line.endsWith("*");
}

/** What follows a line behind a gap: a list, or more lines of its block; undefined without the gap. */
export type Ahead = "list" | "block" | undefined;

/** The part of a job description that a line opens, or undefined where it is no heading. */
export function jobPartOf(line: string, ahead?: Ahead): JobPart | undefined {
  if (line.length > MAX_HEADING) return undefined;
  const name = words(line);
  if (name === "") return undefined;
  const known = PARTS.get(name) ?? PARTS.get(name.replace(/^(?:your|our|the|key|main|job)\s/, ""));
  if (known !== undefined) return known;
  const told = toldPart(name);
  if (told !== undefined && isOnlyHeading(name)) return told;
  if (/[.!。]$/.test(line) || /\d/.test(name)) return undefined;
  const looks = looksLikeHeading(line) || ahead === "list";
  // "Das wäre toll:", "It would be lovely if"
  if (looks && isNice(line)) return "nice";
  if (told !== undefined && (looks || ahead === "block" && isMostlyHeading(line, name))) {
    return told;
  }
  return hasColon(line) && name.split(" ").length <= MAX_PLAIN_WORDS ? "unknown" : undefined;
}

/** Of a plain line above others one or two words may be no heading's, but no names. */
function isMostlyHeading(line: string, name: string): boolean {
  const unknown = unknownWords(name);
  const small = folded(line) === line || unknown.every((word) => !hasCapital(line, word));
  return unknown.length <= MAX_UNKNOWN && name.split(" ").length <= MAX_HEADING_WORDS && small;
}

function hasCapital(line: string, word: string): boolean {
  return line.split(/[^\p{L}\p{N}]+/u).slice(1).some((one) =>
    /^\p{Lu}/u.test(one) && folded(one) === word
  );
}

/** A heading and its content in one line. */
export interface InlinePart {
  part: JobPart;
  rest: string;
  /** False where the label may as well name an item ("Languages: French, Dutch"). */
  sure: boolean;
}

const SEPARATOR = /[:：]|\s[-–—]\s/;

/** "Requirements: Java, SQL": the part and what follows, where a heading and its content share a line. */
export function inlinePart(line: string): InlinePart | undefined {
  const found = SEPARATOR.exec(line.slice(0, MAX_HEADING));
  if (found === null || found.index < 2) return undefined;
  const rest = line.slice(found.index + found[0].length).replace(/^[*\s]+/, "");
  if (!/[\p{L}\p{N}]/u.test(rest)) return undefined;
  const name = words(line.slice(0, found.index));
  const known = PARTS.get(name);
  if (known !== undefined) return { part: known, rest, sure: true };
  const told = toldPart(name);
  if (told === undefined || !isOnlyHeading(name)) return undefined;
  return { part: told, rest, sure: told !== "must" };
}
