import type { Criteria } from "@/lib/wire/review/criteria.ts";

/** By what a new batch's resumes are scored. */
export interface NewBatch {
  /** Empty where criteria stand in its place. */
  jobDescription: string;
  /** Version 1; none for what the job description asks for. */
  criteria?: Criteria | null;
}
