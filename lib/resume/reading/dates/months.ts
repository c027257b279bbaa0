// January to December, as full names and common short forms. Within a row: English, German, French,
// Spanish, Italian, Portuguese, Dutch, Polish, Swedish, Danish, Norwegian, Czech, Slovak, Finnish,
// Hungarian, Romanian, Turkish, Russian, Ukrainian, Greek, Arabic, Hebrew, Hindi, Thai, Indonesian.
const NAMES = [
  "jan january januar jänner januari janvier janv enero ene gennaio gen janeiro styczeń stycznia sty " +
  "leden ledna január januára tammikuu tammikuuta tammi ianuarie ian ocak oca январь января янв січень " +
  "січня ιανουάριος ιανουαρίου يناير ינואר जनवरी มกราคม januari",
  "feb february februar feber februari février févr fév febrero febbraio fevereiro fev luty lutego lut " +
  "únor února február februára helmikuu helmikuuta helmi februarie şubat şub февраль февраля фев февр " +
  "лютий лютого φεβρουάριος φεβρουαρίου فبراير פברואר फरवरी กุมภาพันธ์ pebruari",
  "mar march märz mär mrz maart mrt mars marzo março marzec marca marts mart březen března marec " +
  "maaliskuu maaliskuuta maalis március márc martie март марта мар березень березня μάρτιος μαρτίου " +
  "مارس מרץ मार्च มีนาคม maret",
  "apr april avril avr abril abr aprile kwiecień kwietnia kwi duben dubna apríl apríla huhtikuu " +
  "huhtikuuta huhti április ápr aprilie nisan nis апрель апреля апр квітень квітня απρίλιος απριλίου " +
  "أبريل אפריל अप्रैल เมษายน",
  "may mai mei mayo maggio mag maio maj maja květen května máj mája toukokuu toukokuuta touko május " +
  "mayıs май мая травень травня μάιος μαΐου مايو מאי मई พฤษภาคม",
  "jun june juni juin junio giugno giu junho czerwiec czerwca cze červen června jún júna kesäkuu " +
  "kesäkuuta kesä június iunie iun haziran haz июнь июня июн червень червня ιούνιος ιουνίου يونيو יוני " +
  "जून มิถุนายน",
  "jul july juli juillet juil julio luglio lug julho lipiec lipca lip červenec července júl júla " +
  "heinäkuu heinäkuuta heinä július iulie iul temmuz tem июль июля июл липень липня ιούλιος ιουλίου " +
  "يوليو יולי जुलाई กรกฎาคม",
  "aug august augustus août aoû agosto ago sierpień sierpnia sie augusti srpen srpna augusta elokuu " +
  "elokuuta elo augusztus ağustos ağu август августа авг серпень серпня αύγουστος αυγούστου أغسطس " +
  "אוגוסט अगस्त สิงหาคม agustus",
  "sep sept september septembre septiembre settembre set setembro wrzesień września wrz září syyskuu " +
  "syyskuuta syys szeptember szept septembrie septembra eylül eyl сентябрь сентября сен сент вересень " +
  "вересня σεπτέμβριος σεπτεμβρίου سبتمبر ספטמבר सितंबर กันยายน",
  "oct october oktober okt octobre octubre ottobre ott outubro out październik października paź říjen " +
  "října október októbra lokakuu lokakuuta loka octombrie ekim eki октябрь октября окт жовтень жовтня " +
  "οκτώβριος οκτωβρίου أكتوبر אוקטובר अक्टूबर ตุลาคม",
  "nov november novembre noviembre novembro listopad listopada lis listopadu marraskuu marraskuuta " +
  "marras noiembrie noi novembra kasım kas ноябрь ноября ноя нояб νοέμβριος νοεμβρίου نوفمبر נובמבר " +
  "नवंबर พฤศจิกายน nopember",
  "dec december dezember dez décembre déc diciembre dic dicembre dezembro grudzień grudnia gru " +
  "prosinec prosince joulukuu joulukuuta joulu decembrie decembra aralık ara декабрь декабря дек " +
  "грудень грудня δεκέμβριος δεκεμβρίου ديسمبر דצמבר दिसंबर ธันวาคม desember des",
];

/** Capitals lose their accents on many pages, and Turkish ones their dots. */
function plain(word: string): string {
  return word.toLowerCase().normalize("NFD").replace(/\p{Mn}/gu, "").replaceAll("ı", "i");
}

const MONTHS = new Map(
  NAMES.flatMap((names, index) => names.split(" ").map((name) => [plain(name), index] as const)),
);

/** Parts of a year by their first month. */
const SEASONS: [number, string][] = [
  [2, "spring printemps primavera frühjahr frühling voorjaar lente vår forår wiosna jaro весна"],
  [5, "summer sommer été verano estate verão zomer sommar lato léto лето"],
  [
    8,
    "fall autumn herbst automne otoño autunno outono herfst höst efterår høst jesień podzim осень",
  ],
  [11, "winter hiver invierno inverno vinter zima зима"],
];

const SEASON_STARTS = new Map(
  SEASONS.flatMap(([month, names]) =>
    names.split(" ").map((name) => [plain(name), month] as const)
  ),
);

/** A part of a year that a word names. */
export interface NamedMonths {
  /** 0 to 11. */
  first: number;
  /** 1, or 3 for a season. */
  count: number;
}

/** The month or season that a word names in one of some 25 languages, or undefined. */
export function monthsNamed(word: string): NamedMonths | undefined {
  const name = plain(word);
  const month = MONTHS.get(name);
  if (month !== undefined) return { first: month, count: 1 };
  const season = SEASON_STARTS.get(name);
  return season === undefined ? undefined : { first: season, count: 3 };
}
