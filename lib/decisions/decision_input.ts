import { z } from "zod";
import { recordId } from "@/lib/http/record_id.ts";
import {
  DECISIONS,
  MAX_BULK_FILES,
  MAX_DECISION_REASON_LENGTH,
  MAX_NOTE_LENGTH,
} from "@/lib/wire/review/decision.ts";

/** Text for people: bounded in code points, as JSON Schema counts; half a surrogate pair is no text. */
function words(most: number) {
  return z.string()
    .refine((text) => [...text].length <= most, { error: `takes ${most} characters at most` })
    .overwrite((text) => text.toWellFormed())
    .meta({ maxLength: most });
}

const decision = z.enum(DECISIONS).nullable();
const reason = words(MAX_DECISION_REASON_LENGTH).nullable().optional();

/** A decision as it is put. */
export const decisionUpdate = z.object({
  decision,
  reason,
  note: words(MAX_NOTE_LENGTH).nullable().optional(),
});

/** A decision about many files. One that is named twice is decided once. */
export const bulkDecision = z.object({
  files: z.array(recordId).min(1).max(MAX_BULK_FILES),
  decision,
  reason,
});
