import { useRef, useState } from "preact/hooks";
import { ChosenFiles } from "@/lib/ui/ChosenFiles.tsx";
import { DropZone } from "@/lib/ui/DropZone.tsx";
import { countOf } from "@/lib/ui/format.ts";
import { Icon } from "@/lib/ui/Icon.tsx";
import { JobField } from "@/lib/ui/JobField.tsx";
import { Notice } from "@/lib/ui/Notice.tsx";

/** What is filled in and not sent yet. */
export interface Draft {
  files: File[];
  job: string;
}

/** The job on one side, the resumes on the other, and one button. */
export function ScreeningForm(
  { ready, problem, draft, onDraft, onSubmit }: {
    /** False until the page can act on it. */
    ready: boolean;
    problem: string | null;
    /** Kept outside, so that it is still there when sending it fails. */
    draft: Draft;
    onDraft: (draft: Draft) => void;
    onSubmit: () => void;
  },
) {
  const { files, job } = draft;
  const setFiles = (files: File[]) => onDraft({ ...draft, files });
  const [missing, setMissing] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const submit = (event: Event) => {
    event.preventDefault();
    if (job.trim() === "") {
      setMissing("Say what the job asks for first: paste its description");
      return field.current?.focus();
    }
    if (files.length === 0) return setMissing("Choose at least one resume");
    setMissing(null);
    onSubmit();
  };
  const said = missing ?? problem;
  return (
    <form class="screening" onSubmit={submit} noValidate>
      {said && <Notice>{said}</Notice>}
      <div class="screening-sides">
        <JobField text={job} onText={(job) => onDraft({ ...draft, job })} field={field} />
        <fieldset class="side">
          <legend>2. The resumes</legend>
          <DropZone onFiles={(added) => setFiles([...files, ...added])} />
          <ChosenFiles
            files={files}
            onRemove={(index) => setFiles(files.toSpliced(index, 1))}
            onClear={() => setFiles([])}
          />
        </fieldset>
      </div>
      <div class="screening-foot">
        <button type="submit" class="button primary large" disabled={!ready}>
          {files.length === 0 ? "Screen resumes" : `Screen ${countOf(files.length, "resume")}`}
          <Icon name="arrow" />
        </button>
      </div>
    </form>
  );
}
