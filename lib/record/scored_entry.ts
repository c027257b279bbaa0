import type { Assessment } from "@/lib/wire/result.ts";
import { type Criteria, FIRST_CRITERIA_VERSION } from "@/lib/wire/review/criteria.ts";
import type { ScoredEntry } from "@/lib/wire/review/record_line.ts";

/** What a file was scored by, and by what code. */
export interface Scoring {
  assessment: Assessment;
  /** Null where they are what the job description asks for, and on record. */
  criteria: Criteria | null;
  /** See {@linkcode ScoredEntry}. */
  code: string | null;
}

/** What the record tells of a score: all that it is arithmetic on, and no text. */
export function scoredEntry(
  file: { id: string; sha256: string | null; run: number },
  { assessment, criteria, code }: Scoring,
): ScoredEntry {
  return {
    kind: "scored",
    file_id: file.id,
    sha256: file.sha256,
    run: file.run,
    criteria_version: criteria?.version ?? FIRST_CRITERIA_VERSION,
    score: assessment.score,
    parts: assessment.parts,
    requirements: assessment.requirements.map(({ kind, met }, i) => ({
      id: criteria?.requirements[i]?.id ?? `r${i + 1}`,
      kind,
      met,
    })),
    gates: assessment.gates.map(({ gate, outcome }) => ({ gate, outcome })),
    warnings: assessment.warnings.map(({ code }) => code),
    code,
  };
}
