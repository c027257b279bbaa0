import type { Job } from "@/lib/resume/job/job.ts";
import { MAX_REQUIREMENTS } from "@/lib/wire/review/criteria.ts";
import { MAX_TEXT } from "@/lib/resume/text/lines.ts";
import type { Postings } from "@/lib/resume/match/postings.ts";
import type { Warning, WarningCode } from "@/lib/wire/result.ts";

/** Fewer words than this are a scan, a cover page or a mistake. */
const FEW_WORDS = 40;

/** Warnings that other criteria may change; all others are about the resume alone. */
export const ABOUT_JOB: ReadonlySet<WarningCode> = new Set([
  "copied_job",
  "other_language",
  "no_requirements",
  "requirements_cut",
]);

/** In which order they are said. */
const ORDER: WarningCode[] = [
  "hidden_text",
  "read_by_ocr",
  "unreadable",
  "little_text",
  "copied_job",
  "stuffing",
  "other_language",
  "no_dates",
  "no_requirements",
  "requirements_cut",
];

/** A resume's warnings by other criteria: `before` with those of `again` that are about the job. */
export function warningsAgain(before: Warning[], again: Warning[]): Warning[] {
  return [...before.filter(({ code }) => !ABOUT_JOB.has(code)), ...again]
    .sort((a, b) => ORDER.indexOf(a.code) - ORDER.indexOf(b.code));
}

/** What is known of a document besides the text that was read. */
export interface Origin {
  /** The first words that a person can't see, which were left out; null where all can be seen. */
  hidden: string | null;
  /** Whether text beyond MAX_TEXT was left out. */
  cut: boolean;
  /** Set where it was read by OCR: whether pages of it were left out. */
  byOcr: { cut: boolean } | null;
  /** Whether its pages may be pictures, as a PDF's are where it was scanned. */
  mayBeScan: boolean;
}

function hiddenMessage(words: string): string {
  return `Contains hidden text${words === "" ? "" : `: "${words}"`}; it was not scored`;
}

/** What a person should look at before trusting the score. */
export function warningsOf(
  job: Job,
  { resume, copied, stuffing }: Pick<Postings, "resume" | "copied" | "stuffing">,
  { hidden, cut, mayBeScan, byOcr }: Origin,
): Warning[] {
  const words = resume.tokens.reduce((sum, line) => sum + line.length, 0);
  const said: Partial<Record<WarningCode, (string | false | undefined)[]>> = {
    hidden_text: [hidden !== null && hiddenMessage(hidden)],
    read_by_ocr: [byOcr !== null && "Read by OCR: check the text"],
    unreadable: [
      byOcr?.cut && "Has more pictures of pages than are read; the rest was not read",
      cut && `Is longer than ${MAX_TEXT} characters; the rest was not read`,
    ],
    little_text: [
      words < FEW_WORDS &&
      `Has very little text${mayBeScan && byOcr === null ? "; it may be a scan" : ""}`,
    ],
    copied_job: [
      copied !== undefined &&
      `${
        Math.round(100 * copied.share)
      } % of this resume is the job ad, word for word; it was not scored`,
    ],
    stuffing: [stuffing?.message],
    other_language: [languageMessage(job, resume, words)],
    no_dates: [resume.years === null && "No job dates found; years of experience are unknown"],
    no_requirements: [
      job.requirements.length === 0 && "The job description states no requirements",
    ],
    requirements_cut: [
      job.cut && `The job states more than ${MAX_REQUIREMENTS} requirements; the rest was not read`,
    ],
  };
  return ORDER.flatMap((code) =>
    (said[code] ?? []).flatMap((message) => message ? [{ code, message }] : [])
  );
}

function languageMessage(
  job: Job,
  { language, otherLanguage }: Postings["resume"],
  words: number,
): string | false {
  if (otherLanguage !== null) {
    return `Is written in a language that isn't supported (${otherLanguage}); words may be missed`;
  }
  return words >= FEW_WORDS && language !== job.language &&
    `Is written in another language (${language}) than the job (${job.language})`;
}
