import { assertEquals } from "@std/assert";
import { parseResume } from "@/lib/resume/reading/parse.ts";

// The months that a position with such dates counts, in November 2026.
const NOW = new Date("2026-11-01T00:00:00Z");

const FORMS: [dates: string, months: number][] = [
  ["Jan '19 – Mar '22", 39],
  ["Jan ’19 – Mar ’22", 39],
  ["Jan-19 – Mar-22", 39],
  ["Jan 19 - Mar 22", 39],
  ["January 2019 to March 2022", 39],
  ["JAN 2019 – MAR 2022", 39],
  ["Jan. 2019 — Mar. 2022", 39],
  ["Jan, 2019 - Mar, 2022", 39],
  ["Jan/2019 - Mar/2022", 39],
  ["Jan-2019 - Mar-2022", 39],
  ["Jan.2019-Mar.2022", 39],
  ["2019 January - 2022 March", 39],
  ["2019-01 – 2022-03", 39],
  ["2019/01–2022/03", 39],
  ["2019.01 - 2022.03", 39],
  ["2019-01-01 - 2022-03-31", 39],
  ["2019.01.01–2022.03.31", 39],
  ["01/2019 - 03/2022", 39],
  ["01/2019-03/2022", 39],
  ["1/2019 - 3/2022", 39],
  ["01.2019 – 03.2022", 39],
  ["01-2019 to 03-2022", 39],
  ["01 / 2019 – 03 / 2022", 39],
  ["01/19 - 03/22", 39],
  ["01/'19 - 03/'22", 39],
  ["1 January 2019 - 31 March 2022", 39],
  ["1st January 2019 to 31st March 2022", 39],
  ["January 1st, 2019 – March 31st, 2022", 39],
  ["01.01.2019 - 31.03.2022", 39],
  ["01/01/2019 - 31/03/2022", 39],
  ["01/15/2019 - 03/31/2022", 39],
  ["01-01-2019 bis 31-03-2022", 39],
  ["01.01.19 - 31.03.22", 39],
  ["From January 2019 until March 2022", 39],
  ["between January 2019 and March 2022", 39],
  ["(Jan 2019 -> Mar 2022)", 39],
  ["[Jan 2019 → Mar 2022]", 39],
  ["Jan 2019 ~ Mar 2022", 39],
  ["Jan 2019 thru Mar 2022", 39],
  ["Jan 2019 − Mar 2022", 39],
  ["Jan 2019 ‑ Mar 2022", 39],
  ["Jan 2019 -- Mar 2022", 39],
  ["2018/2019", 12],
  ["2018/19", 12],
  ["2018–19", 12],
  ["2018-2019", 12],
  ["’18 – ’21", 36],
  ["2016/2017 – 2018/2019", 36],
  ["AY 2016/17 – 2018/19", 36],
  ["FY2019 - FY2021", 24],
  ["Summer 2019", 3],
  ["Summer 2019 - Fall 2019", 6],
  ["Q3 2020", 3],
  ["Q3/2020 – Q2/2021", 12],
  ["2020 Q3 - 2021 Q2", 12],
  ["3Q20 – 2Q21", 12],
  ["H1 2020 - H2 2020", 12],
  ["3rd quarter 2020 - 2nd quarter 2021", 12],
  ["May - August 2020", 4],
  ["Nov - Feb 2020", 4],
  ["05–08/2020", 4],
  ["1.5. - 31.8.2020", 4],
  ["Nov 2020", 6],
  ["11/2020", 6],
  ["2020", 6],
  ["2020 - 2020", 6],
  ["Jan 2019 - Mar 2022 (3 yrs 3 mos)", 39],
  ["Jan 2019 - Present · 7 yrs 11 mos", 95],
  // It goes on.
  ["2019-05 to date", 91],
  ["May 2019 till date", 91],
  ["May 2019 - till now", 91],
  ["05/2019–heute", 91],
  ["seit 05/2019", 91],
  ["seit Mai 2019", 91],
  ["05/2019 bis dato", 91],
  ["ab 05/2019", 91],
  ["Since May 2019", 91],
  ["May 2019 onwards", 91],
  ["from May 2019", 91],
  ["May 2019 –", 91],
  ["(05/2019–)", 91],
  ["May 2019 - ...", 91],
  ["May 2019 - …", 91],
  ["May 2019 - Now", 91],
  ["05/2019 - CURRENT", 91],
  ["May 2019 - Present (Part-time)", 91],
  ["Present - May 2019", 91],
  ["depuis 2018", 107],
  ["depuis mai 2019", 91],
  ["mai 2019 à aujourd’hui", 91],
  ["mai 2019 à ce jour", 91],
  ["mai 2019 – en cours", 91],
  ["desde mayo de 2019", 91],
  ["mayo 2019 - actualidad", 91],
  ["mayo de 2019 a la fecha", 91],
  ["dal maggio 2019", 91],
  ["maggio 2019 ad oggi", 91],
  ["maggio 2019 – in corso", 91],
  ["maio de 2019 até o momento", 91],
  ["maio/2019 – atual", 91],
  ["mei 2019 tot heden", 91],
  ["sinds mei 2019", 91],
  ["maj 2019 – pågående", 91],
  ["sedan maj 2019", 91],
  ["maj 2019 - nu", 91],
  ["siden mai 2019", 91],
  ["mai 2019 – d.d.", 91],
  ["maj 2019 – i dag", 91],
  ["toukokuu 2019 – nykyhetki", 91],
  ["05/2019–", 91],
  ["maj 2019 – obecnie", 91],
  ["od maja 2019 r.", 91],
  ["od 05.2019 do chwili obecnej", 91],
  ["květen 2019 – současnost", 91],
  ["od května 2019 dosud", 91],
  ["Mayıs 2019 – Günümüz", 91],
  ["MAYIS 2019 - HALEN", 91],
  ["май 2019 — н.в.", 91],
  ["май 2019 – н. в.", 91],
  ["с мая 2019 г. по настоящее время", 91],
  ["Май 2019 — по наст. время", 91],
  ["05.2019 - по н.в.", 91],
  ["травень 2019 – теперішній час", 91],
  ["2019年5月〜現在", 91],
  ["2019年5月～現在に至る", 91],
  ["2019年5月至今", 91],
  ["2019.05-至今", 91],
  ["2019年05月 – 现在", 91],
  ["2019년 5월 ~ 현재", 91],
  ["2019.05 ~ 재직중", 91],
  ["令和元年5月～現在", 91],
  ["พฤษภาคม 2562 - ปัจจุบัน", 91],
  ["مايو 2019 - حتى الآن", 91],
  ["מאי 2019 - היום", 91],
  ["Μάιος 2019 – σήμερα", 91],
  ["mai 2019 – prezent", 91],
  // Other languages.
  ["März 2015 bis Juni 2019", 52],
  ["mars 2015 – juin 2019", 52],
  ["de mars 2015 à juin 2019", 52],
  ["du 1er mars 2015 au 30 juin 2019", 52],
  ["de marzo de 2015 a junio de 2019", 52],
  ["MARZO 2015 – GIUGNO 2019", 52],
  ["da marzo 2015 a giugno 2019", 52],
  ["março de 2015 a junho de 2019", 52],
  ["maart 2015 t/m juni 2019", 52],
  ["mars 2015 – juni 2019", 52],
  ["marts 2015 til juni 2019", 52],
  ["maaliskuu 2015 – kesäkuu 2019", 52],
  ["marzec 2015 – czerwiec 2019", 52],
  ["od marca 2015 do czerwca 2019", 52],
  ["březen 2015 – červen 2019", 52],
  ["Mart 2015 – Haziran 2019", 52],
  ["март 2015 — июнь 2019", 52],
  ["с марта 2015 г. по июнь 2019 г.", 52],
  ["2015年3月至2019年6月", 52],
  ["2015年3月 ～ 2019年6月", 52],
  ["2015年3月から2019年6月まで", 52],
  ["平成27年3月～令和元年6月", 52],
  ["2015년 3월 ~ 2019년 6월", 52],
  ["2015. 3. – 2019. 6.", 52],
  ["2015. március – 2019. június", 52],
  ["مارس ٢٠١٥ - يونيو ٢٠١٩", 52],
  // Over two lines.
  ["Mar 2015 -\nJun 2019", 52],
  ["Mar 2015\n- Jun 2019", 52],
  ["Mar 2015\n– Jun 2019", 52],
  ["Mar 2015 to\nJun 2019", 52],
  ["Mar 2015\nto Jun 2019", 52],
  ["May 2019 -\nPresent", 91],
  ["03/2015 –\n06/2019 Uppsala", 52],
];

const resumeOf = (experience: string, kind = "Experience") =>
  `Mara Lindqvist\nmara@example.org\n\n${kind}\n${experience}\n\nEducation\n` +
  "BSc Computer Science, Uppsala University, 2011 - 2014\n\nSkills\nPython, SQL\n";

const monthsOf = (text: string) => {
  const { years } = parseResume(text, NOW);
  return years === null ? null : Math.round(years * 12);
};

Deno.test("parseResume counts the months of", async (t) => {
  for (const [dates, months] of FORMS) {
    await t.step(JSON.stringify(dates), () => {
      assertEquals(monthsOf(resumeOf(`Engineer, Northwind, ${dates}\nBuilt APIs`)), months);
    });
  }
});

const SECTIONS: [what: string, experience: string, months: number | null][] = [
  ["overlapping positions once", "A, Jan 2019 - Dec 2020\nB, Jul 2019 - Jun 2021", 30],
  ["a position within another once", "A, 2015 - 2020\nB, Mar 2016 - Jun 2017", 60],
  ["roles within a company once", "North\nJan 2018 - Dec 2021\nLead\nJan 2020 - Dec 2021", 48],
  [
    "no years of a story in bullets",
    "A, Jan 2021 - Dec 2021\n• Cut costs by 9% from 2014 to 2018",
    12,
  ],
  ["no end of a bullet", "A, Jan 2021 - Dec 2021\n• Ran the archive, 2010 - 2018", 12],
  ["no projects in bullets", "A, Jan 2021 - Dec 2021\nBuilt APIs\n* Moved data (2010–2018)", 12],
  ["no since in bullets", "A, Jan 2021 - Dec 2021\n- Member of the board since 2001", 12],
  ["no rest of a bullet", "A, Jan 2021 - Dec 2021\n- Cut costs to\nwhat they were 2010 - 2018", 12],
  [
    "no years within a sentence",
    "A, Jan 2021 - Dec 2021\nCompared 2010 - 2018 levels of waste",
    12,
  ],
  ["positions that are bullets", "• A, Jan 2019 - Dec 2020\n• B, 2015 - 2017", 48],
  [
    "bullets that head their stories",
    "• Engineer, A (Jan 2019 – Dec 2020)\n• Nurse, B (2015 – 2017)",
    48,
  ],
  [
    "a list of older positions",
    "A, Jan 2021 - Dec 2021\n• Built it\n\nBefore\n• B, 2015 - 2017",
    36,
  ],
  [
    "no products that are called by two years",
    "A, Jan 2021 - Dec 2021\nWindows Server 2008/2012",
    12,
  ],
  [
    "titles that are bullets",
    "Clerk, Jan 2021 - Dec 2021\n• Sold\n• Travel Agent (2015 - 2017)",
    36,
  ],
  [
    "no deeds that are bullets",
    "Clerk, Jan 2021 - Dec 2021\n• Trained as a nurse (2015 - 2017)",
    12,
  ],
  [
    "positions that are bullets below one that is none",
    "Porter (2001 - 2003)\n- UI Lead (2011 - 2015) overseeing a team\n- Built software 2008 - 2011",
    108,
  ],
  [
    "a position told in a bullet below one that is none",
    "Porter, 2001 - 2003\n• Served in Bern as an architect from 2016 to 2018",
    48,
  ],
  [
    "what stands apart from dates of another time",
    "Porter, 2001 - 2003\n• Other food preparation (2016 - 2018)",
    48,
  ],
  ["several lengths", "A (3 years)\nB, 2 yrs 6 mos\nC – 18 months\nD | 1 Jahr und 2 Monate", 98],
  ["lengths under titles", "Engineer\nNorthwind\n3 yrs 2 mos\nClerk\nTidal\n10 mos", 48],
  ["no lengths beside dates", "North\n3 yrs 6 mos\nA\nJul 2020 - Dec 2021 · 1 yr 6 mos", 18],
  ["no sums of lengths", "A (3 years)\nTotal: 12 years", 36],
  ["what is still to come as nothing", "A, Jan 2028 - Present", 0],
  ["dates in the wrong order as nothing", "A, Mar 2019 - Jan 2012", 0],
  ["dates flush right on two lines", "Engineer\tMar 2015 -\nNorthwind\tJun 2019", 52],
];

for (const [what, experience, months] of SECTIONS) {
  Deno.test(`parseResume counts ${what}`, () => {
    assertEquals(monthsOf(resumeOf(experience)), months);
  });
}

Deno.test("parseResume counts no education, wherever it stands", () => {
  const school =
    "BSc Physics, Uppsala University, 2011 - 2014\nAbitur, Lessing-Gymnasium, 2002 - 2011";
  for (const heading of ["Education", "Academic Qualifications", "Studies", "Ausbildung", "学历"]) {
    assertEquals(monthsOf(`Mara Lindqvist\n\n${heading}\n${school}\n\nSkills\nPython`), null);
  }
});
