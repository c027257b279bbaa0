/** Words for a time that goes on, longest first where one begins another. */
const PRESENT = [
  // English, German, Dutch.
  "present day|present|currently|current|now|today|ongoing|on-going|continuing|till date|date",
  "zum heutigen tag|heute|jetzt|aktuell|laufend|fortlaufend|andauernd|gegenwart|gegenwärtig|dato",
  "heden|nu|vandaag|huidig",
  // French, Spanish, Italian, Portuguese, Romanian.
  "présent|aujourd'hui|actuellement|actuel|en cours|en poste|ce jour|maintenant",
  "la actualidad|actualidad|actualmente|actual|la fecha|presente|hoy|el momento",
  "oggi|attualmente|attuale|in corso|adesso",
  "a atualidade|atualidade|atualmente|atual|hoje|o momento|o presente|data",
  "prezent|astăzi|în curs",
  // Swedish, Danish, Norwegian, Finnish.
  "nuvarande|pågående|idag|i dag|dags dato|nuværende|nåværende|d\\.d\\.?|nå|nykyhetki|nykyinen|nyt|jatkuu",
  // Polish, Czech, Slovak, Hungarian, Turkish, Greek.
  "chwili obecnej|chwila obecna|obecnie|teraz|dziś|dzisiaj|nadal|obecna",
  "současnosti|současnost|dosud|doposud|nyní|dnes|súčasnosť|súčasnosti|trvá",
  "jelenleg|jelen|napjainkig|günümüz|halen|devam ediyor|şu an|bugün|σήμερα",
  // Russian, Ukrainian.
  "настоящее время|настоящий момент|настоящего времени|наст\\. ?вр(?:\\.|емя)?|наст\\.? ?время|н\\. ?в\\.?|" +
  "нв|сегодня|сейчас|текущее время|теперішній час|сьогодні|дотепер|цей час",
  // Chinese, Japanese, Korean, Thai, Arabic, Hebrew, Hindi, Indonesian.
  "至今|迄今|现在|現在|目前|今|現職|在職中|継続中|현재|재직 ?중|재직|ปัจจุบัน|حتى الآن|الآن|الوقت الحاضر|حاليا|" +
  "היום|כיום|वर्तमान|अब|sekarang|saat ini",
].join("|");

/** Matches a word for a time that goes on, as the source of an expression. */
export const PRESENT_SOURCE = `(?:the\\s|la\\s|le\\s|el\\s|il\\s|zur\\s)?(?:${PRESENT})`;

/** What stands between the two dates of a range: marks, words, or both. */
const SEPARATORS =
  "[-–—‒―‐−~〜→›>/]{1,3}|\\.{2,3}|to|until|till|til|through|thru|upto|up to(?: and including)?|" +
  "bis(?: zum?| ende| einschließlich| einschl\\.)?|à|au|jusqu'(?:à|au|en)|jusque|al?|hasta|até|ate|ao|do|tot(?: en met)?|t/m|" +
  "fino a(?:l|d)?|sino a(?:l|d)?|ad|till och med|t\\.? ?o\\.? ?m\\.?|fram till|til og med|til|asti|saakka|" +
  "do|aż do|po|până (?:în|la)|-?ig|έως|μέχρι|до|по|kadar|から|より|부터|까지|至|到|ถึง|إلى|حتى|עד|से|तक|hingga|sampai|" +
  "(?:and )?(?:concluded|ended|ending) in";

/** Tests what stands between two dates; `and` counts where "between" stands before them. */
export const BETWEEN = new RegExp(
  `^[)\\].,;]?\\s{0,12}(?:(?:${SEPARATORS})\\s{0,12}){1,3}(?:the\\s|den\\s|ngày\\s)?[(\\[]?$`,
  "iu",
);
export const AND = /^\s{0,3}(?:and|und|et|y|e|og|och|en|i|a|и)\s{0,3}$/iu;
export const BETWEEN_WORD =
  /(?:between|zwischen|entre|tra|fra|tussen|mellan|mellem|między|mezi|между)\s{1,3}$/iu;

/** What says that a time has gone on since the date that follows. */
export const SINCE =
  /(?<!\p{L})(?:since|seit(?: dem)?|depuis(?: le)?|dès|desde(?: el| o)?|sinds|sedan|siden|dall?'?|od|от|с|со|з|από|từ|desde)\s{1,2}$/iu;
/** The same, where nothing follows: "from 2015". */
export const FROM =
  /(?<!\p{L})(?:from|starting|as of|ab|à partir d[eu']|a partir de|a partire da|da|vanaf|från|fra|alkaen|începând cu|kezdve)\s?$/iu;

/** What says so after a date. */
export const ONWARDS =
  /^[)\]]?\s{0,3}(?:onwards?|and onwards?|ff\.?|lähtien|alkaen|óta|-?(?:den|dan|ten|tan) beri|から|より|부터|[-–—~〜]{1,2}\s{0,3}(?:\.{2,3}|…|\?)?)\s{0,3}(?:$|[)\]])/iu;
