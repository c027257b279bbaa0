import { type RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import { Icon } from "@/lib/ui/Icon.tsx";

/** A job description longer than this is a wrong file. */
const MAX_JOB_BYTES = 200_000;

/** The job description: typed, pasted, or read from a text file. */
export function JobField(
  { text, onText, field }: {
    text: string;
    onText: (text: string) => void;
    field: RefObject<HTMLTextAreaElement>;
  },
) {
  const [problem, setProblem] = useState("");
  const picker = useRef<HTMLInputElement>(null);
  const read = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > MAX_JOB_BYTES) {
      return setProblem(`${file.name} is too long for a job description`);
    }
    const content = await file.text();
    if (content.includes("\u0000")) return setProblem(`${file.name} is not a text file`);
    setProblem("");
    onText(content);
  };
  return (
    <fieldset class="side">
      <legend>1. The job</legend>
      <label for="job-description">Job description</label>
      <textarea
        id="job-description"
        name="job_description"
        ref={field}
        rows={12}
        required
        aria-describedby="job-hint"
        placeholder="Must have: 5 years of TypeScript, PostgreSQL, ..."
        value={text}
        onInput={(event) => onText(event.currentTarget.value)}
      />
      <div class="field-foot">
        <p id="job-hint" class="muted">
          Lines under "Must have" and "Nice to have" become requirements.
        </p>
        <button type="button" class="button quiet" onClick={() => picker.current?.click()}>
          <Icon name="file" />From a text file
        </button>
      </div>
      {problem && <p class="field-problem" role="alert">{problem}</p>}
      <input
        ref={picker}
        class="visually-hidden"
        type="file"
        accept=".txt,.md,text/*"
        tabIndex={-1}
        aria-label="Job description file"
        onChange={(event) => void read(event.currentTarget.files?.[0])}
      />
    </fieldset>
  );
}
