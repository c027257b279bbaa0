import "@/lib/ui/common.ts";
import { useEffect, useState } from "preact/hooks";
import { readCriteria } from "@/lib/client/criteria/criteria_calls.ts";
import {
  type CriteriaDraft,
  draftOf,
  editOf,
  reduceDraft,
} from "@/lib/client/criteria/criteria_draft.ts";
import { countOf } from "@/lib/client/format.ts";
import { CriteriaEditor } from "@/lib/ui/criteria/CriteriaEditor.tsx";
import { Notice } from "@/lib/ui/parts/Notice.tsx";
import type { Criteria, CriteriaEdit } from "@/lib/wire/review/criteria.ts";

/** What was understood of a job description, before anything is screened, to be changed. */
export function JobCriteria(
  { job, given, onChange }: {
    job: string;
    /** Criteria to begin with, in place of those of the job description. */
    given: Criteria | null;
    /** Null as long as there are none. */
    onChange: (criteria: CriteriaEdit | null) => void;
  },
) {
  const [draft, setDraft] = useState<CriteriaDraft | null>(given && draftOf(given));
  const [problem, setProblem] = useState<string | null>(null);
  const show = (next: CriteriaDraft) => {
    setDraft(next);
    onChange(editOf(next));
  };
  useEffect(() => {
    if (given) return show(draftOf(given));
    let isOver = false;
    readCriteria(job).then(
      (criteria) => isOver || show(draftOf(criteria)),
      (error: Error) => isOver || setProblem(error.message),
    );
    return () => void (isOver = true);
  }, []);
  if (problem !== null) return <Notice>{problem}</Notice>;
  if (draft === null) return <p class="muted waiting">Reading the job</p>;
  return (
    <section class="card criteria" aria-labelledby="criteria-title">
      <h2 id="criteria-title">What was understood</h2>
      <p class="muted" role="status">
        {countOf(draft.requirements.length, "requirement")}. Change them here, before the resumes
        are screened.
      </p>
      <CriteriaEditor draft={draft} onAction={(action) => show(reduceDraft(draft, action))} />
    </section>
  );
}
