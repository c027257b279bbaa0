import { type RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { readJobFile } from "@/lib/client/upload/job_file.ts";
import { AttachedFile } from "@/lib/ui/form/AttachedFile.tsx";
import { DOCUMENT_TYPES } from "@/lib/ui/form/document_types.ts";
import { FieldProblem } from "@/lib/ui/form/FieldProblem.tsx";
import { formatBytes } from "@/lib/client/format.ts";
import { Icon } from "@/lib/ui/parts/Icon.tsx";
import { useFileDrop } from "@/lib/ui/form/use_file_drop.ts";
import { UPLOAD_FIELDS } from "@/lib/wire/upload.ts";

/** The job as it is filled in; a file counts instead of the text. */
export interface JobDraft {
  text: string;
  file: File | null;
}

/** The job description: typed, pasted, or a file, chosen or dropped. */
export function JobField(
  { job, onJob, problem, onProblem, maxBytes, field }: {
    job: JobDraft;
    onJob: (change: Partial<JobDraft>) => void;
    problem: string | null;
    onProblem: (problem: string | null) => void;
    /** The largest file that the server takes. */
    maxBytes: number;
    /** Where to go when something is wrong here. */
    field: RefObject<HTMLTextAreaElement & HTMLButtonElement>;
  },
) {
  const [said, setSaid] = useState("");
  const { text, file } = job;
  const change = (next: Partial<JobDraft>, words: string) => {
    onProblem(null);
    setSaid(words);
    onJob(next);
  };
  const take = async (files: File[]) => {
    const chosen = files[0];
    if (!chosen) return;
    if (files.length > 1) return onProblem("The job description is one file");
    if (chosen.size > maxBytes) {
      return onProblem(`${chosen.name} is too large: ${formatBytes(maxBytes)} at most`);
    }
    const read = await readJobFile(chosen);
    if (typeof read === "string") {
      change({ text: read, file: null }, `The field has the words of ${chosen.name}`);
    } else change({ file: read }, `${chosen.name} is the job description`);
  };
  const drop = useFileDrop(take, onProblem);
  useFocusAfterRemoval(file, field);
  const describedBy = problem === null ? "job-hint" : "job-problem job-hint";
  return (
    <fieldset class="side job-field" {...drop}>
      <legend>1. The job</legend>
      {file
        ? (
          <AttachedFile
            file={file}
            label="Job description"
            describedBy={describedBy}
            onRemove={() => change({ file: null }, "")}
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
              value={text}
              onInput={(event) => change({ text: event.currentTarget.value }, "")}
            />
          </>
        )}
      <FieldProblem id="job-problem" text={problem} />
      <div class="field-foot">
        <p id="job-hint" class="muted">
          {file
            ? "The job is read from this file."
            : 'Lines under "Must have" and "Nice to have" become requirements. ' +
              "Or drop a PDF, DOCX or other document here."}
        </p>
        <FileButton
          name={file ? "Choose another file" : "Load from a file"}
          button={file ? field : null}
          onFiles={take}
        />
      </div>
      <p class="visually-hidden" role="status">{said}</p>
    </fieldset>
  );
}

function FileButton(
  { name, button, onFiles }: {
    name: string;
    button: RefObject<HTMLButtonElement> | null;
    onFiles: (files: File[]) => Promise<void>;
  },
) {
  const picker = useRef<HTMLInputElement>(null);
  const pick = async (input: HTMLInputElement) => {
    await onFiles([...input.files ?? []]);
    // The same file may be chosen again after it was removed.
    input.value = "";
  };
  return (
    <>
      <button
        type="button"
        class="button quiet"
        ref={button}
        onClick={() => picker.current?.click()}
      >
        <Icon name="file" />
        {name}
      </button>
      <input
        ref={picker}
        hidden
        type="file"
        accept={DOCUMENT_TYPES}
        aria-label="Job description file"
        onChange={(event) => void pick(event.currentTarget)}
      />
    </>
  );
}

/** The button that removed the file is gone with it. */
function useFocusAfterRemoval(file: File | null, field: RefObject<HTMLElement>): void {
  const before = useRef(file);
  useEffect(() => {
    if (before.current !== null && file === null) field.current?.focus();
    before.current = file;
  }, [file]);
}
