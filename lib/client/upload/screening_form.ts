import { countOf, formatBytes, formatNumber } from "@/lib/client/format.ts";
import { MAX_DROPPED_FILES } from "@/lib/client/upload/dropped_files.ts";
import type { FormProblem } from "@/lib/client/upload/form_problem.ts";
import { type JobDescription, readJobFile } from "@/lib/client/upload/job_file.ts";
import type { CriteriaEdit } from "@/lib/wire/review/criteria.ts";
import type { Hiding } from "@/lib/wire/blind/blind_text.ts";
import type { UploadLimits } from "@/lib/client/upload/upload_limits.ts";

/** What is filled in on the start page and not sent yet. */
export interface ScreeningForm {
  /** Stays while a file takes its place. */
  jobText: string;
  /** Counts instead of the text. */
  jobFile: File | null;
  /** What it asks for, as it was looked at and changed; null where nobody did. */
  criteria: CriteriaEdit | null;
  files: readonly File[];
  /** What is to be hidden; null where nothing is. */
  blind: Hiding | null;
  problem: FormProblem | null;
  /** What became of the last file chosen for the job, for screen readers. */
  said: string;
}

/** What can happen to a {@linkcode ScreeningForm}. */
export type FormAction =
  | { type: "jobTyped"; text: string }
  | { type: "jobRead"; name: string; job: JobDescription }
  | { type: "jobRemoved" }
  | { type: "criteriaChanged"; criteria: CriteriaEdit | null }
  /** `cut` where there were more than are taken from one drop. */
  | { type: "filesAdded"; files: readonly File[]; cut?: boolean }
  /** All of them where there are no indices. */
  | { type: "filesRemoved"; indices?: readonly number[] }
  | { type: "blindSet"; blind: Hiding | null }
  | { type: "refused"; problem: FormProblem }
  | { type: "sent" };

/** A form in which nothing is filled in. */
export const EMPTY_FORM: ScreeningForm = {
  jobText: "",
  jobFile: null,
  criteria: null,
  files: [],
  blind: null,
  problem: null,
  said: "",
};

/** The form after `action`. Pure. */
export function reduceForm(form: ScreeningForm, action: FormAction): ScreeningForm {
  switch (action.type) {
    case "jobTyped":
      return { ...solved(form, "job"), jobText: action.text, said: "" };
    case "jobRead":
      return { ...solved(form, "job"), ...jobRead(action.name, action.job) };
    case "jobRemoved":
      return { ...solved(form, "job"), jobFile: null, said: "" };
    case "criteriaChanged":
      return { ...solved(form, "form"), criteria: action.criteria };
    case "filesAdded":
      return filesAdded(form, action.files, action.cut ?? false);
    case "filesRemoved":
      return { ...solved(form, "resumes"), files: filesLeft(form.files, action.indices) };
    case "blindSet":
      return { ...form, blind: action.blind };
    case "refused":
      return { ...form, problem: action.problem };
    case "sent":
      return { ...form, problem: null, said: "" };
  }
}

/** What has to be filled in or changed before the form can be sent; null where nothing has. */
export function problemOf(
  { jobText, jobFile, criteria, files }: ScreeningForm,
  { maxFiles, maxFileBytes }: UploadLimits,
): FormProblem | null {
  if (jobFile === null && criteria === null && jobText.trim() === "") {
    return { at: "job", message: "Add a job description first" };
  }
  if (files.length === 0) return { at: "resumes", message: "Choose at least one resume" };
  if (files.every(({ size }) => size > maxFileBytes)) {
    const these = files.length === 1 ? "This file is" : "All these files are";
    return { at: "resumes", message: `${these} over ${formatBytes(maxFileBytes)}` };
  }
  if (files.length <= maxFiles) return null;
  const many = `A batch has ${countOf(maxFiles, "resume")} at most`;
  const over = files.length - maxFiles;
  return { at: "resumes", message: `${many}: remove ${over}, or screen them in two batches` };
}

/** What happens to the form when `files`, one at least, are chosen as the job description. */
export async function chooseJob(
  files: readonly File[],
  { maxFileBytes }: UploadLimits,
): Promise<FormAction> {
  const refused = (message: string): FormAction => ({
    type: "refused",
    problem: { at: "job", message },
  });
  const [file] = files;
  if (files.length > 1) return refused("The job description is one file");
  if (file.size > maxFileBytes) {
    return refused(`This file is over ${formatBytes(maxFileBytes)}`);
  }
  return { type: "jobRead", name: file.name, job: await readJobFile(file) };
}

function solved(form: ScreeningForm, place: FormProblem["at"]): ScreeningForm {
  return form.problem?.at === place ? { ...form, problem: null } : form;
}

function jobRead(name: string, job: JobDescription): Partial<ScreeningForm> {
  return typeof job === "string"
    ? { jobText: job, jobFile: null, said: `Loaded from ${name}` }
    : { jobFile: job, said: `${name} is the job description` };
}

function filesLeft(files: readonly File[], removed?: readonly number[]): readonly File[] {
  if (removed === undefined) return [];
  const gone = new Set(removed);
  return files.filter((_, index) => !gone.has(index));
}

function filesAdded(form: ScreeningForm, added: readonly File[], cut: boolean): ScreeningForm {
  const next = { ...solved(form, "resumes"), files: [...form.files, ...added] };
  if (!cut) return next;
  const message = `Only the first ${formatNumber(MAX_DROPPED_FILES)} files were taken`;
  return { ...next, problem: { at: "resumes", message } };
}
