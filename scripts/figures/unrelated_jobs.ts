/** One job that has nothing to do with any other, in the forms in which people write positions. */
const FORMS = [
  "Lift Attendant, Hotel Orion (2001 - 2003)",
  "- Lift Attendant, Hotel Orion (2001 - 2003)",
  "1. Lift Attendant, Hotel Orion (2001 - 2003)",
  "Hotel Orion, Bern\tJan 2001 – Mar 2003\nLift Attendant\n- Carried the guests' bags.\n- Kept the lobby tidy.",
  "Lift Attendant\nHotel Orion, Bern\nJanuary 2001 - March 2003",
  "**Lift Attendant** | Hotel Orion | 2001–2003",
  "01/2001 - 03/2003  Lift Attendant, Hotel Orion",
  "From 2001 to 2003 I worked as a lift attendant at Hotel Orion in Bern. I carried the guests' bags.",
  "- Worked as a lift attendant at Hotel Orion from 2001 to 2003, carrying the guests' bags.",
  "Lift Attendant, Hotel Orion\n2001 to 2003\nCarried bags and kept the lobby tidy. Welcomed guests.",
  "Lift Attendant, Hotel Orion\n- Carried the guests' bags.",
];
/** So many forms are tried on one resume; over 200 resumes each is tried 50 times. */
const TRIED = 3;

const EXPERIENCE = /^(##\s*Experience[^\n]*\n)([^]*?)(?=^## |$(?![^]))/m;

/** The resume with a job above its positions, and with it below them; itself where it lists none. */
function withJob(text: string, job: string): string[] {
  return [
    text.replace(EXPERIENCE, (_, heading, body) => `${heading}${job}\n\n${body.trimStart()}`),
    text.replace(EXPERIENCE, (_, heading, body) => `${heading}${job}\n${body.trimStart()}`),
    text.replace(EXPERIENCE, (_, heading, body) => `${heading}${body.trimEnd()}\n\n${job}\n\n`),
  ];
}

/** The resume with an unrelated job in some forms of writing one, chosen by its length, at three places. */
export function withUnrelatedJobs(text: string): string[] {
  const forms = Array.from({ length: TRIED }, (_, n) => FORMS[(text.length + n) % FORMS.length]);
  return forms.map((job, n) => withJob(text, job)[(text.length + n) % 3]);
}
