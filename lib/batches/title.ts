import { DEFAULT_TITLE, MAX_TITLE_LENGTH } from "@/lib/wire/batch.ts";

/** What a batch is called until somebody names it: the first line of its job that says something. */
export function titleOf(job: string): string {
  // A line is cut before it is trimmed: a job may be one line of 60,000 characters.
  const line = job.trimStart().split(/[\r\n]/, 1)[0].slice(0, 4 * MAX_TITLE_LENGTH)
    .replaceAll(/\s+/g, " ").trim();
  if (line === "") return DEFAULT_TITLE;
  const letters = [...line.toWellFormed()];
  if (letters.length <= MAX_TITLE_LENGTH) return letters.join("");
  return letters.slice(0, MAX_TITLE_LENGTH - 1).join("").trimEnd() + "…";
}
