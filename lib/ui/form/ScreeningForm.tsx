import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { countOf } from "@/lib/client/format.ts";
import type { FormProblem } from "@/lib/client/upload/form_problem.ts";
import {
  type FormAction,
  problemOf,
  type ScreeningForm as Form,
} from "@/lib/client/upload/screening_form.ts";
import type { UploadLimits } from "@/lib/client/upload/upload_limits.ts";
import { BlindChoice } from "@/lib/ui/form/BlindChoice.tsx";
import { ChosenFiles } from "@/lib/ui/form/ChosenFiles.tsx";
import { DropZone } from "@/lib/ui/form/DropZone.tsx";
import { FieldProblem } from "@/lib/ui/form/FieldProblem.tsx";
import { JobField } from "@/lib/ui/form/JobField.tsx";
import { usePageDrop } from "@/lib/ui/form/use_file_drop.ts";
import { Icon } from "@/lib/ui/parts/Icon.tsx";
import { Notice } from "@/lib/ui/parts/Notice.tsx";

/** The job on one side, the resumes on the other, and one button. */
export function ScreeningForm(
  { ready, form, refusal, limits, children, onAction, onSubmit }: {
    /** False until the page can act on it. */
    ready: boolean;
    form: Form;
    /** Why it could not be sent. */
    refusal: FormProblem | null;
    limits: UploadLimits;
    /** What a job in words is looked at by. */
    children: ComponentChildren;
    onAction: (action: FormAction) => void;
    onSubmit: () => void;
  },
) {
  const { files, problem } = form;
  const whole = useRef<HTMLFormElement>(null);
  const job = useRef<HTMLTextAreaElement & HTMLButtonElement>(null);
  const resumes = useRef<HTMLButtonElement>(null);
  const refuse = (problem: FormProblem) => {
    onAction({ type: "refused", problem });
    ({ form: whole, job, resumes })[problem.at].current?.focus();
  };
  useEffect(() => refusal ? refuse(refusal) : undefined, [refusal]);
  const submit = (event: Event) => {
    event.preventDefault();
    const missing = problemOf(form, limits);
    if (missing) refuse(missing);
    else onSubmit();
  };
  const over = usePageDrop(
    (files, cut) => onAction({ type: "filesAdded", files, cut }),
    (message) => onAction({ type: "refused", problem: { at: "resumes", message } }),
  );
  const atResumes = problem?.at === "resumes" ? problem.message : null;
  return (
    <form
      class="screening"
      aria-label="Screening"
      ref={whole}
      tabIndex={-1}
      onSubmit={submit}
      noValidate
    >
      {problem?.at === "form" && <Notice>{problem.message}</Notice>}
      <div class="screening-sides">
        <JobField form={form} limits={limits} field={job} onAction={onAction} />
        <fieldset class="side">
          <legend>2. The resumes</legend>
          <DropZone
            over={over}
            limits={limits}
            onFiles={(files) => onAction({ type: "filesAdded", files })}
            button={resumes}
            describedBy={atResumes === null ? undefined : "resumes-problem"}
          />
          <FieldProblem id="resumes-problem" text={atResumes} />
          <ChosenFiles
            files={files}
            maxFileBytes={limits.maxFileBytes}
            chooser={resumes}
            onAction={onAction}
          />
        </fieldset>
      </div>
      {form.jobFile === null && children}
      <div class="screening-foot">
        <BlindChoice blind={form.blind} onAction={onAction} />
        <button type="submit" id="screen" class="button primary large" disabled={!ready}>
          {files.length === 0 ? "Screen resumes" : `Screen ${countOf(files.length, "resume")}`}
          <Icon name="arrow" />
        </button>
      </div>
    </form>
  );
}
