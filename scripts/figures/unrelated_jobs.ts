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

/** The same with a length in place of dates. */
const LENGTHS = [
  "Lift Attendant, Hotel Orion (3 years)",
  "- Lift Attendant, Hotel Orion (3 years)",
  "1. Lift Attendant, Hotel Orion - 3 years",
  "Lift Attendant | Hotel Orion | 3 years",
  "Lift Attendant, Hotel Orion\n3 years",
  "Lift Attendant\nHotel Orion, 2 years 6 months\n- Carried the guests' bags.",
  "For 3 years I worked as a lift attendant.",
];
/** The same at the time of all others. */
const LONG = [
  "Lift Attendant, Hotel Orion (1995 - 2026)",
  "- Lift Attendant, Hotel Orion (2001 - 2023)",
  "Hotel Orion, Bern\tJan 2001 – Present\nLift Attendant\n- Carried the guests' bags.\n- Kept the lobby tidy.",
  "Lift Attendant\nHotel Orion, Bern\nJanuary 2001 - March 2023",
  "From 2001 to 2023 I worked as a lift attendant at Hotel Orion in Bern.",
];
/** Headings that no list of sections has. */
const ODD_HEADINGS = [
  "## Stations",
  "## Where I have been",
  "STATIONS OF MY LIFE",
  "**My journey**",
];

/** The resume with a job above its positions, close above, below and close below; itself where it lists none. */
function withJob(text: string, job: string): string[] {
  return [
    text.replace(EXPERIENCE, (_, heading, body) => `${heading}${job}\n\n${body.trimStart()}`),
    text.replace(EXPERIENCE, (_, heading, body) => `${heading}${job}\n${body.trimStart()}`),
    text.replace(EXPERIENCE, (_, heading, body) => `${heading}${body.trimEnd()}\n\n${job}\n\n`),
    text.replace(EXPERIENCE, (_, heading, body) => `${heading}${body.trimEnd()}\n${job}\n\n`),
  ];
}

function withJobs(text: string, forms: string[]): string[] {
  const tried = Array.from({ length: TRIED }, (_, n) => forms[(text.length + n) % forms.length]);
  return tried.map((job, n) => withJob(text, job)[(text.length + n) % 4]);
}

/** The resume with an unrelated job in some forms of writing one, chosen by its length, at three places. */
export function withUnrelatedJobs(text: string): string[] {
  return withJobs(text, FORMS);
}

/** The same with jobs that have a length in place of dates. */
export function withMeasuredJobs(text: string): string[] {
  return withJobs(text, LENGTHS);
}

/** The same with jobs that were held at the time of all others. */
export function withLongJobs(text: string): string[] {
  return withJobs(text, LONG);
}

const RANGE = /\(?((?:19|20)\d\d)\s?[-–]\s?((?:19|20)\d\d)\)?/g;

/** The resume with lengths in place of dates. */
export function withLengths(text: string): string {
  return text.replace(
    EXPERIENCE,
    (section) => section.replace(RANGE, (_, from, to) => `(${Math.max(1, to - from)} years)`),
  );
}

/** The resume without dates, and with a claim in their place. */
export function withClaim(text: string): string {
  return text.replace(
    EXPERIENCE,
    (section) => `## Summary\nHas 9 years of experience.\n\n${section.replace(RANGE, "")}`,
  );
}

/** The resume with its positions under a heading that is not known. */
export function underOddHeading(text: string): string {
  const heading = ODD_HEADINGS[text.length % ODD_HEADINGS.length];
  return text.replace(EXPERIENCE, (_, _known, body) => `${heading}\n${body}`);
}

/** The resume with a section of experience that holds an unrelated job alone, at its end. */
export function withExperience(text: string): string[] {
  return [...FORMS, ...LENGTHS, ...LONG].filter((_, n) => n % 6 === text.length % 6)
    .map((job) => `${text.trimEnd()}\n\n## Experience\n${job}\n`);
}
