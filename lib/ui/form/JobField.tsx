import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import {
  chooseJob,
  type FormAction,
  type ScreeningForm,
} from "@/lib/client/upload/screening_form.ts";
import type { UploadLimits } from "@/lib/client/upload/upload_limits.ts";
import { AttachedFile } from "@/lib/ui/form/AttachedFile.tsx";
import { FieldProblem } from "@/lib/ui/form/FieldProblem.tsx";
import { FileButton } from "@/lib/ui/form/FileButton.tsx";
import { useFileDrop } from "@/lib/ui/form/use_file_drop.ts";
import { UPLOAD_FIELDS } from "@/lib/wire/upload.ts";

/** The job description: typed, pasted, or a file, chosen or dropped. */
export function JobField(
  { form, limits, field, onAction }: {
    form: ScreeningForm;
    limits: UploadLimits;
    /** Gets the focus when something is wrong here. */
    field: RefObject<HTMLTextAreaElement & HTMLButtonElement>;
    onAction: (action: FormAction) => void;
  },
) {
  const { jobText, jobFile } = form;
  const problem = form.problem?.at === "job" ? form.problem.message : null;
  const describedBy = problem === null ? "job-hint" : "job-problem job-hint";
  const take = (files: File[]) => void chooseJob(files, limits).then(onAction);
  const refuse = (message: string) =>
    onAction({ type: "refused", problem: { at: "job", message } });
  useFocusAfterRemoval(jobFile, field);
  return (
    <fieldset class="side job-field" {...useFileDrop(take, refuse)}>
      <legend>1. The job</legend>
      {jobFile
        ? (
          <AttachedFile
            file={jobFile}
            label="Job description"
            describedBy={describedBy}
            onRemove={() => onAction({ type: "jobRemoved" })}
          />
        )
        : (
          <>
            <label for="job-description">Job description</label>
            <textarea
              id="job-description"
              name={UPLOAD_FIELDS.job}
              ref={field}
              rows={12}
              required
              aria-invalid={problem !== null}
              aria-describedby={describedBy}
              placeholder="Must have: 5 years of TypeScript, PostgreSQL, ..."
              value={jobText}
              onInput={({ currentTarget }) =>
                onAction({ type: "jobTyped", text: currentTarget.value })}
            />
          </>
        )}
      <FieldProblem id="job-problem" text={problem} />
      <div class="field-foot">
        <p id="job-hint" class="muted">
          {jobFile
            ? "The job is read from this file."
            : 'Lines under "Must have" and "Nice to have" become requirements.'}{" "}
          {!jobFile && <span class="for-mouse">Or drop a document here.</span>}
        </p>
        <FileButton
          text={jobFile ? "Choose another file" : "Load from a file"}
          icon="file"
          label="Job description file"
          quiet
          button={jobFile ? field : null}
          onFiles={take}
        />
      </div>
      <p class="visually-hidden" role="status">{form.said}</p>
    </fieldset>
  );
}

/** Removing the file removes the focused button too: the focus goes to the field. */
function useFocusAfterRemoval(file: File | null, field: RefObject<HTMLElement>): void {
  const before = useRef(file);
  useEffect(() => {
    if (before.current !== null && file === null) field.current?.focus();
    before.current = file;
  }, [file]);
}
