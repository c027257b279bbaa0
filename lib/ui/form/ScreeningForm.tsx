import { useEffect, useRef, useState } from "preact/hooks";
import type { FormProblem } from "@/lib/client/upload/form_problem.ts";
import type { UploadLimits } from "@/lib/client/upload/upload_limits.ts";
import { ChosenFiles } from "@/lib/ui/form/ChosenFiles.tsx";
import { DropZone } from "@/lib/ui/form/DropZone.tsx";
import { FieldProblem } from "@/lib/ui/form/FieldProblem.tsx";
import { countOf, formatBytes } from "@/lib/client/format.ts";
import { Icon } from "@/lib/ui/parts/Icon.tsx";
import { type JobDraft, JobField } from "@/lib/ui/form/JobField.tsx";
import { Notice } from "@/lib/ui/parts/Notice.tsx";

/** What is filled in and not sent yet. */
export interface Draft {
  files: File[];
  job: JobDraft;
}

/** The job on one side, the resumes on the other, and one button. */
export function ScreeningForm(
  { ready, problem, draft, limits, onDraft, onSubmit }: {
    /** False until the page can act on it. */
    ready: boolean;
    /** Why it could not be sent. */
    problem: FormProblem | null;
    /** Kept outside, so that it is still there when sending it fails. */
    draft: Draft;
    limits: UploadLimits;
    /** Folders take a while to be read: what changed meanwhile is kept. */
    onDraft: (change: (draft: Draft) => Draft) => void;
    onSubmit: () => void;
  },
) {
  const { files, job } = draft;
  const [shown, setShown] = useState(problem);
  const clear = (place: FormProblem["at"]) =>
    setShown((shown) => shown?.at === place ? null : shown);
  const setFiles = (change: (files: File[]) => File[]) => {
    clear("resumes");
    onDraft((draft) => ({ ...draft, files: change(draft.files) }));
  };
  const remove = (change: (files: File[]) => File[]) => {
    setFiles(change);
    // What had the focus is gone with the last file.
    if (change(files).length === 0) chooser.current?.focus();
  };
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLTextAreaElement & HTMLButtonElement>(null);
  const chooser = useRef<HTMLButtonElement>(null);
  const show = (problem: FormProblem | null) => {
    setShown(problem);
    const places = { job: field, resumes: chooser, form };
    if (problem) places[problem.at].current?.focus();
  };
  useEffect(() => show(problem), [problem]);
  const submit = (event: Event) => {
    event.preventDefault();
    const missing = missingIn(draft, limits);
    show(missing);
    if (missing === null) onSubmit();
  };
  const showAtJob = (message: string | null) => {
    if (message !== null) setShown({ at: "job", message });
    else clear("job");
  };
  const at = (place: FormProblem["at"]) => shown?.at === place ? shown.message : null;
  return (
    <form
      class="screening"
      aria-label="Screening"
      ref={form}
      tabIndex={-1}
      onSubmit={submit}
      noValidate
    >
      {at("form") && <Notice>{at("form")}</Notice>}
      <div class="screening-sides">
        <JobField
          job={job}
          onJob={(change) => onDraft((draft) => ({ ...draft, job: { ...draft.job, ...change } }))}
          problem={at("job")}
          onProblem={showAtJob}
          maxBytes={limits.maxFileBytes}
          field={field}
        />
        <fieldset class="side">
          <legend>2. The resumes</legend>
          <DropZone
            onFiles={(added) => setFiles((files) => [...files, ...added])}
            onProblem={(message) => setShown({ at: "resumes", message })}
            button={chooser}
            describedBy={at("resumes") === null ? undefined : "resumes-problem"}
          />
          <FieldProblem id="resumes-problem" text={at("resumes")} />
          <ChosenFiles
            files={files}
            maxFileBytes={limits.maxFileBytes}
            onRemove={(index) => remove((files) => files.toSpliced(index, 1))}
            onClear={() => remove(() => [])}
          />
        </fieldset>
      </div>
      <div class="screening-foot">
        <button type="submit" id="screen" class="button primary large" disabled={!ready}>
          {files.length === 0 ? "Screen resumes" : `Screen ${countOf(files.length, "resume")}`}
          <Icon name="arrow" />
        </button>
      </div>
    </form>
  );
}

function missingIn(
  { files, job }: Draft,
  { maxFiles, maxFileBytes }: UploadLimits,
): FormProblem | null {
  if (job.file === null && job.text.trim() === "") {
    const message = "Say what the job asks for first: paste its description or load a file";
    return { at: "job", message };
  }
  if (files.length === 0) return { at: "resumes", message: "Choose at least one resume" };
  if (files.every(({ size }) => size > maxFileBytes)) {
    const message = `Choose a resume that is not too large: ${formatBytes(maxFileBytes)} at most`;
    return { at: "resumes", message };
  }
  if (files.length <= maxFiles) return null;
  const many = `A batch has ${countOf(maxFiles, "resume")} at most`;
  const over = files.length - maxFiles;
  return { at: "resumes", message: `${many}: take ${over} out, or screen them in two batches` };
}
