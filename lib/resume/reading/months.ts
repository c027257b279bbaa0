// January to December in English, German, French, Spanish, Italian, Portuguese, Dutch, Polish,
// Swedish, Danish and Czech, as full names and common short forms.
const NAMES = [
  "jan january januar januari janvier janv enero ene gennaio gen janeiro styczeń stycznia sty leden",
  "feb february februar februari février févr fév febrero febbraio fevereiro fev luty lutego lut únor",
  "mar march märz mär mrz maart mrt mars marzo março marzec marca marts březen",
  "apr april avril avr abril abr aprile kwiecień kwietnia kwi duben",
  "may mai mei mayo maggio mag maio maj maja květen",
  "jun june juni juin junio giugno giu junho czerwiec czerwca cze červen",
  "jul july juli juillet juil julio luglio lug julho lipiec lipca lip červenec",
  "aug august augustus août aoû agosto ago sierpień sierpnia sie augusti srpen",
  "sep sept september septembre septiembre settembre set setembro wrzesień września wrz září",
  "oct october oktober okt octobre octubre ottobre ott outubro out październik października paź říjen",
  "nov november novembre noviembre novembro listopad listopada lis",
  "dec december dezember dez décembre déc diciembre dic dicembre dezembro grudzień grudnia gru prosinec",
];

const MONTHS = new Map(
  NAMES.flatMap((names, index) => names.split(" ").map((name) => [name, index] as const)),
);

// A season begins with its first month.
const SEASONS = new Map([["spring", 2], ["summer", 5], ["fall", 8], ["autumn", 8], ["winter", 11]]);

/** The month (0 to 11) that a word names in one of eleven languages, or undefined. */
export function monthNamed(word: string): number | undefined {
  const name = word.toLowerCase();
  return MONTHS.get(name) ?? SEASONS.get(name);
}
