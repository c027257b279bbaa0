import type { BatchFile } from "@/lib/wire/batch.ts";
import type { Result } from "@/lib/wire/result.ts";
import { labelOf } from "@/lib/wire/blind/blind_label.ts";
import { blindText, hiderOf, type Hiding } from "@/lib/wire/blind/blind_text.ts";
import type { Decision } from "@/lib/wire/review/decision.ts";

/** A list of skills may have caught a date of birth without the words that say so. */
const DAY = /^\d{1,2}\W{1,3}(?:\p{L}{3,12}|\d{1,2})\W{1,3}\d{2,4}$|^\d{4}\W\d{1,2}\W\d{1,2}$/u;

type Known = Pick<Result, "name" | "candidate">;

/** A result without what tells whose it is, as far as that is known. */
export function blindResult(result: Result, hiding: Hiding): Result {
  const { candidate, file_id } = result;
  const hide = hiderOf(result, hiding);
  const label = labelOf(file_id);
  return {
    ...result,
    name: label,
    candidate: {
      name: label,
      email: null,
      phone: null,
      location: null,
      years_experience: candidate.years_experience,
      skills: candidate.skills.filter((skill) => !DAY.test(skill) && hide(skill) === skill),
    },
    summary: hide(result.summary),
    requirements: result.requirements.map((it) => ({
      ...it,
      evidence: it.evidence === null ? null : hide(it.evidence),
      years: it.years && {
        ...it.years,
        positions: it.years.positions.map((position) => ({
          ...position,
          title: position.title && hide(position.title),
        })),
      },
    })),
    gates: result.gates.map((gate) => ({ ...gate, reason: hide(gate.reason) })),
    warnings: result.warnings.map(({ code, message }) => ({
      code,
      // It may name the other file, of whose candidate nothing is known here.
      message: code === "duplicate" ? "Another file is the same, or nearly so" : hide(message),
    })),
    ...result.decision && { decision: blindDecision(result.decision, result, hiding) },
  };
}

/** A file without its name, and the print of its bytes, by which who has them would know it. */
export function blindFile<File extends BatchFile>(file: File, hiding: Hiding): File {
  const known = withoutResult(file);
  const reason = file.reason === null ? null : blindText(file.reason, known, hiding);
  return {
    ...file,
    name: labelOf(file.file_id),
    sha256: null,
    reason,
    ...file.decision && { decision: blindDecision(file.decision, known, hiding) },
  };
}

/** A decision without what its words tell of the candidate. */
export function blindDecision(decision: Decision, known: Known, hiding: Hiding): Decision {
  const hide = (text: string | null) => text === null ? null : blindText(text, known, hiding);
  return { ...decision, reason: hide(decision.reason), note: hide(decision.note) };
}

/** What is known of a file of which nothing was read. */
export function withoutResult({ name }: { name: string }): Known {
  const candidate = {
    name: null,
    email: null,
    phone: null,
    location: null,
    years_experience: null,
    skills: [],
  };
  return { name, candidate };
}
