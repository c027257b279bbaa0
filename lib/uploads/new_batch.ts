import type { Hiding } from "@/lib/wire/blind/blind_text.ts";
import type { Criteria } from "@/lib/wire/review/criteria.ts";

/** By what a new batch's resumes are scored. */
export interface NewBatch {
  /** Empty where criteria stand in its place. */
  jobDescription: string;
  /** Version 1; without, its resumes are scored by the job description alone. */
  criteria?: Criteria | null;
  /** Where nobody is to be told whose its files are: what that takes. */
  blind?: Hiding | null;
}
