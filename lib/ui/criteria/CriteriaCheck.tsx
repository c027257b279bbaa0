import { useEffect, useState } from "preact/hooks";
import type { JobCriteria } from "@/lib/ui/criteria/JobCriteria.tsx";
import type { Criteria, CriteriaEdit } from "@/lib/wire/review/criteria.ts";

/** A button that shows what was understood of the job; what draws that is loaded with the first press. */
export function CriteriaCheck(
  { job, given, ready, onChange }: {
    job: string;
    given: Criteria | null;
    ready: boolean;
    onChange: (criteria: CriteriaEdit | null) => void;
  },
) {
  // Of which text they are: another one is to be read anew.
  const [read, setRead] = useState<string | null>(null);
  const [draw, setDraw] = useState<{ JobCriteria: typeof JobCriteria } | null>(null);
  const [failed, setFailed] = useState(false);
  const check = () => {
    setFailed(false);
    import("@/lib/ui/criteria/JobCriteria.tsx").then((loaded) => {
      setDraw(loaded);
      setRead(job);
    }, () => setFailed(true));
  };
  useEffect(() => {
    if (given) check();
  }, [given]);
  useEffect(() => {
    if (read === null || read === job || given) return;
    setRead(null);
    onChange(null);
  }, [job]);
  return (
    <div class="criteria-check">
      {(draw === null || read === null) && (
        <button
          type="button"
          class="button quiet"
          disabled={!ready || job.trim() === ""}
          onClick={check}
        >
          Check what was understood
        </button>
      )}
      {failed && <p class="field-problem" role="alert">It could not be loaded. Try again.</p>}
      {draw !== null && read !== null && (
        <draw.JobCriteria key={read} job={read} given={given} onChange={onChange} />
      )}
    </div>
  );
}
