import type { Job } from "@/lib/resume/job/job.ts";
import { MAX_REQUIREMENTS } from "@/lib/wire/review/criteria.ts";
import { isFunctionWord } from "@/lib/resume/text/language.ts";
import { MAX_TEXT } from "@/lib/resume/text/lines.ts";
import type { Resume } from "@/lib/resume/reading/parse.ts";
import type { Warning, WarningCode } from "@/lib/wire/result.ts";

/** Fewer words than this are a scan, a cover page or a mistake. */
const FEW_WORDS = 40;

// One word making up a twentieth of a resume, and more often than any honest one repeats a word.
const STUFFED_TIMES = 30;
const STUFFED_SHARE = 0.05;

function stuffed(resume: Resume): string | undefined {
  const counts = new Map<string, number>();
  let total = 0;
  for (const token of resume.tokens.flat()) {
    total++;
    if (isFunctionWord(token, resume.language) || token.length < 2) continue;
    counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  const [word, times] = [...counts].reduce((most, entry) => entry[1] > most[1] ? entry : most, [
    "",
    0,
  ]);
  return times >= STUFFED_TIMES && times / total >= STUFFED_SHARE
    ? `Repeats "${word}" ${times} times; it counts once`
    : undefined;
}

/** What is known of a document besides the text that was read. */
export interface Origin {
  /** Whether it held text that a person can't see, which was left out. */
  hidden: boolean;
  /** Whether text beyond MAX_TEXT was left out. */
  cut: boolean;
  /** Whether its pages may be pictures, as a PDF's are where it was scanned. */
  mayBeScan: boolean;
}

/** What a person should look at before trusting the score. */
export function warningsOf(job: Job, resume: Resume, origin: Origin): Warning[] {
  const { hidden, cut, mayBeScan } = origin;
  const words = resume.tokens.reduce((sum, line) => sum + line.length, 0);
  const said: [WarningCode, message: string | false | undefined][] = [
    ["hidden_text", hidden && "Contains hidden text; it was not scored"],
    ["unreadable", cut && `Is longer than ${MAX_TEXT} characters; the rest was not read`],
    [
      "little_text",
      words < FEW_WORDS && `Has very little text${mayBeScan ? "; it may be a scan" : ""}`,
    ],
    ["stuffing", stuffed(resume)],
    [
      "other_language",
      resume.otherLanguage !== null
        ? `Is written in a language that isn't supported (${resume.otherLanguage}); words may be missed`
        : words >= FEW_WORDS && resume.language !== job.language &&
          `Is written in another language (${resume.language}) than the job (${job.language})`,
    ],
    [
      "no_dates",
      resume.years === null && "No job dates found; years of experience are unknown",
    ],
    [
      "no_requirements",
      job.requirements.length === 0 && "The job description states no requirements",
    ],
    [
      "requirements_cut",
      job.cut && `The job states more than ${MAX_REQUIREMENTS} requirements; the rest was not read`,
    ],
  ];
  return said.flatMap(([code, message]) => message ? [{ code, message }] : []);
}
