import { useRef, useState } from "preact/hooks";
import { ChosenFiles } from "@/lib/ui/ChosenFiles.tsx";
import { DropZone } from "@/lib/ui/DropZone.tsx";
import { countOf } from "@/lib/ui/format.ts";
import { Icon } from "@/lib/ui/Icon.tsx";
import { JobField } from "@/lib/ui/JobField.tsx";
import { Notice } from "@/lib/ui/Notice.tsx";

/** The job on one side, the resumes on the other, and one button. */
export function ScreeningForm(
  { ready, problem, onSubmit }: {
    /** False until the page can act on it. */
    ready: boolean;
    problem: string | null;
    onSubmit: (files: File[], job: string) => void;
  },
) {
  const [files, setFiles] = useState<File[]>([]);
  const [job, setJob] = useState("");
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
    onSubmit(files, job);
  };
  const said = missing ?? problem;
  return (
    <form class="screening" onSubmit={submit} noValidate>
      {said && <Notice>{said}</Notice>}
      <div class="screening-sides">
        <JobField text={job} onText={setJob} field={field} />
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
