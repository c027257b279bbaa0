import type { Row } from "@/lib/client/batch/batch_row.ts";
import type { Met, Result, WarningCode } from "@/lib/wire/result.ts";

const VALUES: Record<Met, number> = { yes: 1, partial: 0.5, no: 0 };

/** What of a result a test says. */
export interface ResultShape {
  name?: string | null;
  years?: number | null;
  skills?: string[];
  /** Of each requirement in turn. */
  mets?: Met[];
  warning?: WarningCode;
}

/** A result of rank 1, 2 ...; its file is `f1`, `cv_1.pdf`, its score 99, 98 ... */
export function resultOf(rank: number, shape: ResultShape = {}): Result {
  const { name = null, years = null, skills = [], mets = [], warning } = shape;
  return {
    file_id: `f${rank}`,
    name: `cv_${rank}.pdf`,
    rank,
    score: 100 - rank,
    candidate: {
      name,
      skills,
      years_experience: years,
      location: "Łódź",
      email: null,
      phone: null,
    },
    summary: "",
    criteria_version: 1,
    parts: [],
    requirements: mets.map((met, i) => ({
      text: `Requirement ${i}`,
      kind: "must",
      met,
      evidence: met === "no" ? null : "Baked bread",
      evidence_line: met === "no" ? null : 1,
      years: null,
      id: `r${i + 1}`,
      value: VALUES[met],
      years_value: null,
    })),
    matched: [],
    missing: [],
    gates: mets.length === 0 ? [] : [{
      gate: "must_haves",
      outcome: mets.every((met) => met === "yes") ? "pass" : "fail",
      reason: "",
    }],
    duplicate_of: null,
    same_person: [],
    warnings: warning ? [{ code: warning, message: "Look" }] : [],
  };
}

/** A row of a file that has no score. */
export function rowOf(id: string, state: Row["state"], reason: string | null = null): Row {
  return {
    key: id,
    mine: false,
    fileId: id,
    parent: null,
    name: `${id}.pdf`,
    size: 1,
    state,
    run: 1,
    reason,
    retryable: false,
    score: null,
    at: "",
  };
}
